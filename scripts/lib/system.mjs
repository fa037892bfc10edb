import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const isWindows = process.platform === 'win32';

/** The full path of a program on PATH, or undefined. */
export function findProgram(...names) {
  const endings = isWindows ? ['.exe', '.cmd', '.bat'] : [''];
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      for (const ending of endings) {
        const path = join(folder, name + ending);
        if (folder !== '' && isExecutable(path)) return path;
      }
    }
  }
  return undefined;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Not there, or not ours to run: either way it is no candidate.
  }
}

const browserPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A Chromium-based browser: the one in PRINCIPLED_BROWSER, or the first that is installed. */
export function findBrowser() {
  const chosen = process.env.PRINCIPLED_BROWSER;
  if (chosen) return existsSync(chosen) ? chosen : undefined;
  return (
    findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge') ??
    browserPlaces.find((path) => existsSync(path))
  );
}

/** One line for each thing that the system lacks for building VS Code's own modules. */
export function missingForVsCode() {
  const missing = [];
  if (!findProgram('python3', 'python')) missing.push(lacks('Python 3', 'python3'));
  if (!isWindows && !findProgram('make')) missing.push(lacks('make', 'make'));
  if (!isWindows && !findProgram('g++', 'c++', 'clang++')) missing.push(lacks('A C++ compiler', 'g++'));
  if (process.platform === 'linux' && !hasKerberosHeaders()) {
    missing.push(lacks('The Kerberos headers', 'libkrb5-dev'));
  }
  return missing;
}

/** One line that says that no browser was found, or none. */
export function missingBrowser() {
  if (findBrowser()) return [];
  return [`${lacks('A Chromium-based browser', 'chromium')} Or set PRINCIPLED_BROWSER to its path.`];
}

function lacks(what, debianPackage) {
  if (process.platform === 'linux') {
    return `${what} is missing. On Debian or Ubuntu: sudo apt-get install ${debianPackage}.`;
  }
  return `${what} is missing. Install it with your system's package manager.`;
}

function hasKerberosHeaders() {
  if (existsSync('/usr/include/gssapi/gssapi.h') || existsSync('/usr/include/gssapi.h')) return true;
  return spawnSync('krb5-config', ['--cflags', 'gssapi']).status === 0;
}
