namespace ActorEngine.Builder;

/// <summary>One stage of a Dockerfile.</summary>
/// <param name="Index">From 0.</param>
internal sealed record StageSource(int Index, FromInstruction From, IReadOnlyList<Instruction> Instructions)
{
    public string? Name => From.StageName;
}

/// <summary>A Dockerfile that was read; nothing in it is expanded yet.</summary>
/// <param name="Globals">The ARGs before the first FROM.</param>
internal sealed record Dockerfile(string File, ParserDirectives Directives, IReadOnlyList<ArgInstruction> Globals, IReadOnlyList<StageSource> Stages)
{
    /// <summary>Bytes a Dockerfile may have.</summary>
    public const int MaxLength = 4 << 20;

    /// <exception cref="DockerfileException">It cannot be read; the message shows where and why.</exception>
    public static Dockerfile Parse(string file, string text)
    {
        var start = new SourcePlace(file, 1, text.Split('\n')[0].TrimEnd('\r'));
        if (text.Length > MaxLength) throw new DockerfileException(start, $"the file has {text.Length} characters", $"at most {MaxLength}");
        var reader = new LineReader(file, text);
        List<ArgInstruction> globals = [];
        List<(FromInstruction From, List<Instruction> Instructions)> stages = [];
        foreach (LogicalLine line in reader.Read())
        {
            Instruction instruction = InstructionParser.Parse(line, reader.Directives.Escape);
            if (instruction is FromInstruction from) stages.Add((from, []));
            else if (stages.Count > 0) stages[^1].Instructions.Add(instruction);
            else if (instruction is ArgInstruction argument) globals.Add(argument);
            else throw new DockerfileException(line.Place, "there is no stage yet", "FROM; only ARG and comments may stand before it");
        }

        if (stages.Count == 0) throw new DockerfileException(start, "the file has no stage", "FROM IMAGE as the first instruction");
        HashSet<string> names = [];
        foreach ((FromInstruction from, _) in stages)
            if (from.StageName is { } name && !names.Add(name)) throw new DockerfileException(from.Place, $"another stage is already called '{name}'", "a name of its own for each stage");
        return new Dockerfile(file, reader.Directives, globals, [.. stages.Select((stage, i) => new StageSource(i, stage.From, stage.Instructions))]);
    }
}
