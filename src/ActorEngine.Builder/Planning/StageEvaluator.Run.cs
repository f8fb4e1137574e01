namespace ActorEngine.Builder;

/// <summary>RUN.</summary>
internal sealed partial class StageEvaluator
{
    private const string ScriptDirectory = "/dev/pipes/";

    private void OnRun(RunInstruction run)
    {
        var mounts = new RunMountParser(run.Place, text => Expand(run, text), from => from.Length == 0 ? new FileOrigin.Context() : planner.Origin(from, state.Index, run.Place), state.WorkingDirectory);
        string title = state.Title(Show(run.Text));
        (IReadOnlyList<string> program, InlineFile? script) = Program(run);
        string[] arguments = [.. state.Arguments];
        var step = new RunStep(0, state.Head, title, run.Place)
        {
            Arguments = program,
            Environment = [.. state.Spec.Environment, .. arguments],
            Uncounted = planner.Arguments.ProxyVariables,
            WorkingDirectory = state.WorkingDirectory,
            User = state.Spec.User,
            Network = run.Network == "default" ? planner.Options.Network : run.Network,
            Security = run.Security,
            Mounts = [.. run.Mounts.Select(mounts.Parse)],
            Script = script,
        };
        if (step.Mounts.FirstOrDefault(mount => mount.Target == "/") is not null) throw new DockerfileException(run.Place, "a mount has the target '/'", "a directory or file below it");
        state.Head = planner.Add(id => step with { Id = id });
        string given = arguments.Length > 0 ? $"|{arguments.Length} {string.Join(' ', arguments)} " : "";
        Note($"RUN {given}{string.Join(' ', program)}", state.Head);
    }

    private (IReadOnlyList<string> Program, InlineFile? Script) Program(RunInstruction run)
    {
        if (!run.Program.IsShell) return (run.Program.Arguments, null);
        string line = run.Program.Arguments[0];
        if (run.Heredocs.Count == 0) return ([.. state.Shell, line], null);
        bool alone = run.Heredocs.Count == 1 && RawWords.Split(line, planner.Escape).Count == 1;
        if (alone && run.Heredocs[0].Content.StartsWith("#!", StringComparison.Ordinal))
        {
            var script = new InlineFile(ScriptDirectory + run.Heredocs[0].Name, run.Heredocs[0].Text);
            return ([script.Path], script);
        }

        // Alone it is the shell's program; else the shell gets the here-document as it would in a script.
        string text = alone ? run.Heredocs[0].Text : line + string.Concat(run.Heredocs.Select(heredoc => $"\n{heredoc.Content}{heredoc.Name}"));
        return ([.. state.Shell, text], null);
    }
}
