export const formStyle = `
body { padding: 0.5em 1.5em 2em; max-width: 46em; line-height: 1.5; }
h1 { font-size: 1.5em; line-height: 1.3; margin: 0.3em 0 0.6em; font-weight: 600; overflow-wrap: anywhere; }
h2 { font-size: 1.1em; margin: 1.6em 0 0.4em; font-weight: 600; }
p { margin: 0.4em 0; } ul { padding-left: 0; list-style: none; margin: 0.3em 0; } li { margin: 0.3em 0; overflow-wrap: anywhere; }
li ul { margin: 0.1em 0 0.4em 6.4em; } header nav { float: right; margin-left: 1.5em; }
.quiet { color: var(--vscode-descriptionForeground); } .level { font-weight: 600; color: var(--vscode-foreground); }
code { font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); color: inherit; background: none; padding: 0; }
#evidence > ul > li { position: relative; padding-left: 6.4em; } #evidence li li { padding-left: 0; } #evidence li ul { margin-left: 0; }
.mark { position: absolute; left: 0; width: 6em; color: var(--vscode-descriptionForeground); }
.against > .mark { color: var(--vscode-errorForeground); font-weight: 600; } .for > .mark { color: var(--vscode-testing-iconPassed, var(--vscode-foreground)); font-weight: 600; }
.contradiction { padding: 0.4em 0.8em; border-left: 3px solid var(--vscode-editorWarning-foreground); background: var(--vscode-inputValidation-warningBackground); color: var(--vscode-inputValidation-warningForeground, inherit); }
form { border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); margin-top: 1.6em; }
fieldset { border: 0; padding: 0; margin: 0; min-width: 0; } legend, label { font-weight: 600; } .status label { font-weight: 400; }
.status { display: flex; flex-wrap: wrap; gap: 0.2em 1.4em; margin-bottom: 0.8em; } .status legend { margin-bottom: 0.2em; } .status label { display: inline-flex; align-items: center; gap: 0.3em; }
input[type=radio] { accent-color: var(--vscode-button-background); margin: 0; width: 1.1em; height: 1.1em; }
input[type=text], input[type=date], textarea { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: 0.35em 0.5em; margin: 0.15em 0; color: var(--vscode-input-foreground); background: var(--vscode-input-background); border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--vscode-widget-border, transparent))); border-radius: 2px; color-scheme: inherit; }
textarea { resize: vertical; } .row { display: grid; grid-template-columns: 1fr 12em; gap: 1.2em; } @media (max-width: 30em) { .row { grid-template-columns: 1fr; gap: 0; } header nav { float: none; margin: 0; } }
body.vscode-dark { color-scheme: dark; } body.vscode-light { color-scheme: light; } body.vscode-high-contrast:not(.vscode-high-contrast-light) { color-scheme: dark; }
input:focus-visible, textarea:focus-visible, button:focus-visible, a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
input[type=radio]:focus-visible, button:focus-visible, a:focus-visible { outline-offset: 2px; }
button { font: inherit; padding: 0.3em 1em; border: 1px solid var(--vscode-button-border, transparent); border-radius: 2px; cursor: pointer; color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); }
button:hover { background: var(--vscode-button-secondaryHoverBackground); } fieldset:disabled { opacity: 0.6; } [hidden] { display: none; }
`;
