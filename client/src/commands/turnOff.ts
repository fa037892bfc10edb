import { ConfigurationTarget, window, workspace } from 'vscode';

type Severities = Readonly<Record<string, string>>;

/** Switches a rule off for the workspace, or for the user where none is open; it can be undone at once. */
export async function turnOffRule(ruleId: string): Promise<void> {
  const hasWorkspace = workspace.workspaceFolders !== undefined;
  const target = hasWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  const configuration = workspace.getConfiguration('principled');
  const all = configuration.inspect<Severities>('severity');
  const before = hasWorkspace ? all?.workspaceValue : all?.globalValue;
  await configuration.update('severity', { ...before, [ruleId]: 'off' }, target);
  const where = hasWorkspace ? 'in this workspace' : 'for all files';
  const choice = await window.showInformationMessage(`Principled: ${ruleId} is off ${where}.`, 'Undo');
  if (choice) await workspace.getConfiguration('principled').update('severity', before, target);
}
