"""Lets a model search the notes of a team."""

import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


@mcp.tool()
def search(word: str) -> str:
    """Finds the notes that hold a word."""
    done = subprocess.run(f"grep -rin {word} notes", shell=True, capture_output=True, text=True)
    return done.stdout
