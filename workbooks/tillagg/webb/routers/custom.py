"""The handbook, which the installed xlplan holds: the same for everybody, so no login is asked
for."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse
from xlwings_server.config import settings

from xlplan import web

router = APIRouter(prefix=settings.app_path)


async def handbook(name: str) -> FileResponse:
    page = web.handbook().get(name)
    if page is None:
        raise HTTPException(404, "Den sidan finns inte i handboken.")
    return FileResponse(page, media_type="text/html; charset=utf-8")


router.add_api_route("/handbok/{name}", handbook, methods=["GET"])
