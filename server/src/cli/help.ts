/** What `--help` prints. */
export const help = `Finds insecure use of AI models in Python, JavaScript and TypeScript.
Nothing leaves this machine, and nothing of the scanned code is run.

Usage
  principled scan [PATH…]       examine files and folders (default: this folder)
  principled inventory [PATH…]  list models, providers, prompts, tools, agents, MCP servers, data
                                and endpoints, and how they connect
  principled rules              list the rules
  principled checklist [PATH]   print the checklist of a folder with what was found for it
  principled report [PATH]      make the assurance report of a folder
  principled document KIND [PATH]   print a first draft, from what is known of a folder

Options of scan
  --format FORMAT           text (default), json, sarif, markdown or html
  --output FILE             write there instead of to the terminal
  --fail-on SEVERITY        error (default), warning, information, hint or never:
                            findings of this severity or above end with exit code 1
  --min-confidence LEVEL    likely (default) or proven: leave out findings below it
  --rule ID=SEVERITY        error, warning, information, hint or off; may be repeated
  --all-rules               also run the rules that are off by default
  --config FILE             use this file instead of the nearest principled.yaml
  --threads NUMBER          share a large scan among so many threads (default: one for two cores,
                            at most 4); the findings are the same

Options of inventory
  --format FORMAT           markdown (default), json or cyclonedx (1.6, JSON)
  --output FILE             write there instead of to the terminal
  --config FILE             use this file instead of the nearest principled.yaml

Options of rules
  --format FORMAT           text (default), json or markdown
  --output FILE             write there instead of to the terminal

Options of checklist
  --format FORMAT           markdown (default) or json
  --output FILE             write there instead of to the terminal
  --fail-on-regression      end with exit code 1 when something is worse than at the last
                            report, as .principled/history.json has it

Options of report
  --format FORMAT           html (default), markdown or json
  --output FILE             write there instead of to the terminal
  --no-record               do not add the state to .principled/history.json

Kinds of document
  training-outline, threat-model, asset-inventory, incident-plan, recovery-plan,
  vulnerability-policy, system-card, data-notice, disposal-plan; --output FILE as above

  --help, --version

Exit codes
  0  no finding at or above --fail-on
  1  findings, or a regression
  2  the run failed: a bad option, a path that cannot be read, a broken file of ours
`;
