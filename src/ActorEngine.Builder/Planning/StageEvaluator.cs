using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>Carries out a stage's instructions on paper: settings into the configuration, the rest into steps.</summary>
internal sealed partial class StageEvaluator(Planner planner, StageState state, StageSource source)
{
    /// <summary>True for instructions that progress counts.</summary>
    public static bool MakesStep(Instruction instruction) =>
        instruction is RunInstruction or CopyInstruction or ValueInstruction { Kind: ValueKind.WorkingDirectory };

    public void Run()
    {
        IReadOnlyList<Instruction> triggers = Triggers(state.Spec, source.From);
        state.Spec = state.Spec with { OnBuild = [] };
        foreach (Instruction instruction in triggers.Concat(source.Instructions))
        {
            int? before = state.Head;
            Apply(instruction);
            planner.Note(new PlannedInstruction(state.Index, instruction.Text, state.Head == before ? null : state.Head));
        }
    }

    private void Apply(Instruction instruction)
    {
        switch (instruction)
        {
            case RunInstruction run: OnRun(run); break;
            case CopyInstruction copy: OnCopy(copy); break;
            case PairsInstruction pairs: OnPairs(pairs); break;
            case ArgInstruction argument: OnArgument(argument); break;
            case ValueInstruction value: OnValue(value); break;
            case ListInstruction list: OnList(list); break;
            case ProgramInstruction program: OnProgram(program); break;
            case ShellInstruction shell:
                state.Spec = state.Spec with { Shell = shell.Shell };
                Note($"SHELL {Json(shell.Shell)}");
                break;
            case HealthcheckInstruction health:
                state.Spec = state.Spec with { Healthcheck = health.Check ?? new Contracts.HealthcheckSettings { Test = ["NONE"] } };
                Note(health.Text);
                break;
            case OnBuildInstruction trigger:
                state.Spec = state.Spec with { OnBuild = [.. state.Spec.OnBuild, trigger.Trigger] };
                Note(trigger.Text);
                break;
            default:
                throw new InvalidOperationException($"{instruction.GetType().Name} cannot be evaluated.");
        }
    }

    /// <summary>What the image or stage below wants done in the next one, and only there.</summary>
    public static List<Instruction> Triggers(ImageSpec below, FromInstruction from)
    {
        List<Instruction> triggers = [];
        foreach (string trigger in below.OnBuild)
        {
            SourcePlace place = from.Place with { Text = $"{from.Place.Text}  (ONBUILD {trigger.Split('\n')[0]})" };
            foreach (LogicalLine line in new LineReader(place.File, trigger).Read()) triggers.Add(InstructionParser.Parse(line with { Place = place }, '\\'));
        }

        return triggers;
    }

    private void OnPairs(PairsInstruction pairs)
    {
        List<(string Name, string Value)> expanded = [.. pairs.Pairs.Select(pair => (Expand(pairs, pair.Name), Expand(pairs, pair.Value)))];
        foreach ((string name, string value) in expanded)
        {
            if (name.Length == 0) throw new DockerfileException(pairs.Place, "a name is empty once its variables are replaced", "a name before each '='");
            state.Spec = pairs.IsLabel ? state.Spec.WithLabel(name, value) : state.Spec.WithVariable(name, value);
        }

        Note($"{(pairs.IsLabel ? "LABEL" : "ENV")} {string.Join(' ', expanded.Select(pair => $"{pair.Name}={pair.Value}"))}");
    }

    private void OnArgument(ArgInstruction argument)
    {
        foreach ((string name, string? otherwise) in argument.Arguments)
            state.Declare(name, planner.Arguments.Resolve(name, () => otherwise is null ? null : Expand(argument, otherwise)));
        Note($"ARG {string.Join(' ', argument.Arguments.Select(pair => state.Find(pair.Name) is { } value ? $"{pair.Name}={value}" : pair.Name))}");
    }

    private void OnValue(ValueInstruction instruction)
    {
        string value = instruction.Kind == ValueKind.Maintainer ? instruction.Value : Expand(instruction, instruction.Value);
        if (value.Length == 0) throw new DockerfileException(instruction.Place, "the value is empty once its variables are replaced", "a value");
        switch (instruction.Kind)
        {
            case ValueKind.User:
                state.Spec = state.Spec with { User = value };
                Note("USER " + value);
                break;
            case ValueKind.Maintainer:
                state.Spec = state.Spec with { Author = value };
                Note("MAINTAINER " + value);
                break;
            case ValueKind.StopSignal:
                if (!SignalNames.TryParse(value, out _)) throw new DockerfileException(instruction.Place, $"there is no signal '{value}'", "a name such as SIGTERM, or a number");
                state.Spec = state.Spec with { StopSignal = value };
                Note("STOPSIGNAL " + value);
                break;
            default:
                OnWorkingDirectory(instruction, value);
                break;
        }
    }

    private void OnWorkingDirectory(ValueInstruction instruction, string value)
    {
        string path = PathText.Join(state.WorkingDirectory, value), title = state.Title(Show(instruction.Text)), user = state.Spec.User;
        state.Spec = state.Spec with { WorkingDirectory = path };
        if (path == "/")
        {
            Note("WORKDIR /");
            return;
        }

        state.Head = planner.Add(id => new DirectoryStep(id, state.Head, title, instruction.Place, path, user));
        Note("WORKDIR " + path, state.Head);
    }

    private void OnList(ListInstruction list)
    {
        if (list.IsVolume)
        {
            string[] volumes = [.. list.Values.Select(value => Expand(list, value))];
            if (volumes.Any(volume => volume.Length == 0)) throw new DockerfileException(list.Place, "a volume's path is empty once its variables are replaced", "VOLUME PATH ...");
            state.Spec = state.Spec with { Volumes = [.. state.Spec.Volumes.Concat(volumes).Distinct().Order(StringComparer.Ordinal)] };
            Note($"VOLUME [{string.Join(' ', volumes)}]");
            return;
        }

        string[] ports = [.. list.Values.SelectMany(value => Words.ExpandMany(list.Place, value, planner.Escape, state.Find)).SelectMany(port => Ports.Read(port, list.Place))];
        state.Spec = state.Spec with { ExposedPorts = [.. state.Spec.ExposedPorts.Concat(ports).Distinct().Order(StringComparer.Ordinal)] };
        Note($"EXPOSE {string.Join(' ', ports)}");
    }

    private void OnProgram(ProgramInstruction instruction)
    {
        IReadOnlyList<string> program = instruction.Program.IsShell ? [.. state.Shell, .. instruction.Program.Arguments] : instruction.Program.Arguments;
        if (instruction.IsEntrypoint)
        {
            state.Spec = state.Spec with { Entrypoint = program, Command = state.HasCommand ? state.Spec.Command : null };
            Note("ENTRYPOINT " + Json(program));
            return;
        }

        state.Spec = state.Spec with { Command = program };
        state.HasCommand = true;
        Note("CMD " + Json(program));
    }

    private string Expand(Instruction instruction, string text) => Words.Expand(instruction.Place, text, planner.Escape, state.Find);

    private string Show(string text) => Words.Show(text, planner.Escape, state.Find);

    private void Note(string createdBy, int? step = null) =>
        state.Spec = state.Spec with { History = [.. state.Spec.History, new HistoryEntry(createdBy) { IsEmptyLayer = step is null, Step = step, Comment = "actorengine.dockerfile" }] };

    private static string Json(IReadOnlyList<string> words) => ConfigurationJson.Array(words);
}
