Attribute VB_Name = "RibbonXlplan"
Option Explicit

' The buttons of xlplan. One callback for all of them: a button's tag is the name of the function in xlplan.addin.
' This file is ASCII only, since VBA stores source in the code page of a machine: Swedish letters are ChrW.
' 228 = a with dots, 246 = o with dots, 229 = a with ring.

Public Sub XlplanRun(control As IRibbonControl)
    XlplanStart control.Tag
End Sub

Public Function XlplanCommand(ByVal tag As String) As String
    Select Case tag
        Case "validate", "fix", "report", "month", "handbook"
            XlplanCommand = "import xlplan.addin; xlplan.addin." & tag & "()"
        Case Else
            XlplanCommand = ""
    End Select
End Function

Public Sub XlplanStart(ByVal tag As String)
    Dim command As String
    Dim obstacle As String
    command = XlplanCommand(tag)
    If command = "" Then
        XlplanSay "Knappen " & tag & " h" & ChrW(246) & "r till en nyare version. K" & ChrW(246) & _
            "r xlplan addin install och starta om Excel."
        Exit Sub
    End If
    On Error GoTo Stopped
    obstacle = XlplanObstacle()
    If obstacle <> "" Then
        XlplanSay obstacle
    ElseIf Not ActiveWorkbook Is Nothing Then
        RunPython command
    ElseIf tag = "handbook" Then
        XlplanWithoutBook command
    Else
        XlplanAskForBook
    End If
    Exit Sub
Stopped:
    ' Most often a policy: Excel may not start other programs.
    XlplanSay "Excel fick inte starta xlplan (" & Err.Description & "). Inget har " & ChrW(228) & "ndrats. Be IT k" & _
        ChrW(246) & "ra xlplan addin status, som s" & ChrW(228) & "ger vad som hindrar."
End Sub

' What keeps Python from being started, or "" if nothing is known to.
Public Function XlplanObstacle() As String
    Dim python As String
    #If Mac Then
        python = GetConfig("INTERPRETER_MAC", "")
    #Else
        python = GetConfig("INTERPRETER_WIN", "")
    #End If
    XlplanObstacle = ""
    If python = "" Then
        XlplanObstacle = "Till" & ChrW(228) & "gget vet inte var xlplan finns p" & ChrW(229) & " datorn. K" & ChrW(246) & _
            "r xlplan addin install, eller be IT om hj" & ChrW(228) & "lp."
        Exit Function
    End If
    #If Not Mac Then
        ' On a Mac Excel may not look outside its own folders, so there the question cannot be asked.
        If Not FileExists(python) Then
            XlplanObstacle = "Programmet " & python & " som k" & ChrW(246) & "r xlplan finns inte l" & ChrW(228) & _
                "ngre. K" & ChrW(246) & "r xlplan addin install, eller be IT om hj" & ChrW(228) & "lp."
        End If
    #End If
End Function

' xlwings asks for the active workbook before it starts Python, so without one Python is started here.
Private Sub XlplanWithoutBook(ByVal command As String)
    #If Mac Then
        XlplanAskForBook
    #Else
        Dim quote As String
        quote = Chr(34)
        Dim started As String
        started = quote & GetConfig("INTERPRETER_WIN", "") & quote & " -B -c " & quote & command & quote
        If WScript.Run(started, 0, True) <> 0 Then
            XlplanSay "Handboken gick inte att " & ChrW(246) & "ppna. K" & ChrW(246) & "r xlplan addin status, eller be IT om hj" & _
                ChrW(228) & "lp."
        End If
    #End If
End Sub

Private Sub XlplanAskForBook()
    XlplanSay ChrW(214) & "ppna en arbetsbok f" & ChrW(246) & "rst och tryck p" & ChrW(229) & " knappen igen."
End Sub

Private Sub XlplanSay(ByVal sentence As String)
    MsgBox sentence, vbInformation, "xlplan"
End Sub
