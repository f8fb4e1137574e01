namespace ActorEngine.Builder;

/// <summary>Reads one instruction (Dockerfile reference, one section each).</summary>
internal static partial class InstructionParser
{
    private static readonly string[] Keywords =
    [
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER",
        "VOLUME", "WORKDIR",
    ];

    public static Instruction Parse(LogicalLine line, char escape)
    {
        InstructionText text = InstructionText.Read(line, escape);
        return text.Keyword switch
        {
            "FROM" => From(text),
            "RUN" => Run(text),
            "COPY" or "ADD" => Copy(text),
            "ENV" or "LABEL" => Pairs(text),
            "ARG" => Arg(text),
            "USER" => Value(text, ValueKind.User, "USER NAME[:GROUP]"),
            "WORKDIR" => Value(text, ValueKind.WorkingDirectory, "WORKDIR PATH"),
            "STOPSIGNAL" => Value(text, ValueKind.StopSignal, "STOPSIGNAL SIGNAL"),
            "MAINTAINER" => Value(text, ValueKind.Maintainer, "MAINTAINER NAME"),
            "EXPOSE" or "VOLUME" => List(text),
            "CMD" or "ENTRYPOINT" => Program(text),
            "SHELL" => Shell(text),
            "HEALTHCHECK" => Healthcheck(text),
            "ONBUILD" => OnBuild(text),
            _ => throw text.Wrong($"unknown instruction: {text.Keyword}", $"one of {string.Join(", ", Keywords)}{Suggest.Hint(text.Keyword, Keywords)}"),
        };
    }

    private static FromInstruction From(InstructionText text)
    {
        var flags = new FlagSet(text);
        string? platform = flags.One("platform");
        flags.Finish();
        List<string> words = RawWords.Split(text.Rest, text.Escape);
        const string Form = "FROM [--platform=PLATFORM] IMAGE [AS NAME]";
        if (words.Count is not (1 or 3) || (words.Count == 3 && !words[1].Equals("AS", StringComparison.OrdinalIgnoreCase)))
            throw text.Wrong(words.Count == 0 ? "FROM names no image" : $"FROM cannot have {words.Count} words", Form);
        if (words.Count == 1) return new FromInstruction(text.Place, text.Line.Text, words[0], platform, null);
        string name = words[2].ToLowerInvariant();
        bool isName = char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');
        if (!isName || name is "scratch" or "context") throw text.Wrong($"'{words[2]}' cannot be the name of a stage", "a letter, then letters, digits, '-', '_' and '.'; scratch and context are taken");
        return new FromInstruction(text.Place, text.Line.Text, words[0], platform, name);
    }

    private static RunInstruction Run(InstructionText text)
    {
        var flags = new FlagSet(text);
        IReadOnlyList<string> mounts = flags.Many("mount");
        string network = flags.One("network") ?? "default", security = flags.One("security") ?? "sandbox";
        flags.Finish();
        if (network is not ("default" or "none" or "host")) throw text.Wrong($"--network is '{network}'", "default, none or host");
        if (security is not ("sandbox" or "insecure")) throw text.Wrong($"--security is '{security}'", "sandbox or insecure");
        ProgramLine program = JsonForm.Program(text);
        if (program.IsShell ? text.Rest.Length == 0 : program.Arguments.Count == 0) throw text.Wrong("RUN has no command", "RUN COMMAND or RUN [\"PROGRAM\", \"ARGUMENT\"]");
        if (!program.IsShell && text.Line.Heredocs.Count > 0) throw text.Wrong("a here-document stands beside a JSON array", "RUN in shell form, such as RUN <<EOF");
        return new RunInstruction(text.Place, text.Line.Text, program) { Heredocs = text.Line.Heredocs, Mounts = mounts, Network = network, Security = security };
    }

    private static PairsInstruction Pairs(InstructionText text)
    {
        bool isLabel = text.Keyword == "LABEL";
        List<string> words = RawWords.Split(text.Rest, text.Escape);
        string form = $"{text.Keyword} NAME=VALUE ...";
        if (words.Count == 0) throw text.Wrong($"{text.Keyword} has no name and value", form);
        List<(string, string)> pairs = [];
        if (!words[0].Contains('='))
        {
            // The old form: the first word is the name, all after it the value.
            string value = text.Rest[words[0].Length..].Trim();
            if (value.Length == 0) throw text.Wrong($"{text.Keyword} {words[0]} has no value", form);
            pairs.Add((words[0], value));
        }
        else
        {
            foreach (string word in words)
            {
                int equals = word.IndexOf('=');
                if (equals < 0) throw text.Wrong($"'{word}' has no '='", $"{form}; quote a value with blanks in it");
                if (equals == 0) throw text.Wrong($"'{word}' has no name before its '='", form);
                pairs.Add((word[..equals], word[(equals + 1)..]));
            }
        }

        return new PairsInstruction(text.Place, text.Line.Text, isLabel, pairs);
    }

    private static ArgInstruction Arg(InstructionText text)
    {
        List<string> words = RawWords.Split(text.Rest, text.Escape);
        if (words.Count == 0) throw text.Wrong("ARG names nothing", "ARG NAME[=DEFAULT] ...");
        List<(string, string?)> arguments = [];
        foreach (string word in words)
        {
            int equals = word.IndexOf('=');
            string name = equals < 0 ? word : word[..equals];
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) throw text.Wrong($"'{word}' is no argument", "ARG NAME[=DEFAULT] ...; a name has letters, digits and '_'");
            arguments.Add((name, equals < 0 ? null : word[(equals + 1)..]));
        }

        return new ArgInstruction(text.Place, text.Line.Text, arguments);
    }

    private static ValueInstruction Value(InstructionText text, ValueKind kind, string form)
    {
        if (text.Rest.Length == 0) throw text.Wrong($"{text.Keyword} has no value", form);
        if (kind == ValueKind.StopSignal && RawWords.Split(text.Rest, text.Escape).Count > 1) throw text.Wrong($"{text.Keyword} has more than one value", form);
        return new ValueInstruction(text.Place, text.Line.Text, kind, text.Rest);
    }
}
