import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("weather")


@mcp.tool()
def fetch(url: str) -> str:
    """Reads a page."""
    return requests.get(url, timeout=10).text
