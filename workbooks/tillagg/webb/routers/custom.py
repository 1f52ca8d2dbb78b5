"""The handbook, which the installed xlplan holds: the same for everybody, so no login is asked for."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse
from xlwings_server.config import settings

from xlplan import web

router = APIRouter(prefix=settings.app_path)


@router.get("/handbok")
async def handbook() -> FileResponse:
    page = web.handbook()
    if not page.is_file():
        raise HTTPException(404, "Handboken följer inte med den här installationen av xlplan.")
    return FileResponse(page, media_type="text/html; charset=utf-8")
