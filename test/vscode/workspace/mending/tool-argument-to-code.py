from mcp.server.fastmcp import FastMCP

mcp = FastMCP("calculator")


@mcp.tool()
def parse(text: str) -> object:
    """Reads a list of numbers."""
    return eval(text)
