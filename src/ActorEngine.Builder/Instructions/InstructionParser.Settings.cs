using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>Instructions about the containers made from the image.</summary>
internal static partial class InstructionParser
{
    private static ListInstruction List(InstructionText text)
    {
        bool isVolume = text.Keyword == "VOLUME";
        IReadOnlyList<string> values = isVolume ? text.WordsOrJson() : RawWords.Split(text.Rest, text.Escape);
        string form = isVolume ? "VOLUME PATH ... or VOLUME [\"PATH\"]" : "EXPOSE PORT[/PROTOCOL] ...";
        if (values.Count == 0 || values.Any(string.IsNullOrEmpty)) throw text.Wrong($"{text.Keyword} names nothing", form);
        return new ListInstruction(text.Place, text.Line.Text, isVolume, values);
    }

    // An empty program is allowed: it takes back what the base image has.
    private static ProgramInstruction Program(InstructionText text)
    {
        ProgramLine program = text.Rest.Length == 0 ? new ProgramLine([], IsShell: false) : JsonForm.Program(text);
        return new ProgramInstruction(text.Place, text.Line.Text, text.Keyword == "ENTRYPOINT", program);
    }

    private static ShellInstruction Shell(InstructionText text)
    {
        IReadOnlyList<string>? shell = JsonForm.Read(text);
        if (shell is null || shell.Count == 0) throw text.Wrong("SHELL is not in JSON form", "SHELL [\"PROGRAM\", \"ARGUMENT\"]");
        return new ShellInstruction(text.Place, text.Line.Text, shell);
    }

    private static HealthcheckInstruction Healthcheck(InstructionText text)
    {
        const string Form = "HEALTHCHECK [FLAGS] CMD COMMAND, or HEALTHCHECK NONE";
        var flags = new FlagSet(text);
        var check = new HealthcheckSettings
        {
            Interval = Time("interval"),
            Timeout = Time("timeout"),
            StartPeriod = Time("start-period"),
            StartInterval = Time("start-interval"),
            Retries = Count("retries"),
        };
        flags.Finish();
        int blank = text.Rest.AsSpan().IndexOfAny(' ', '\t');
        string kind = (blank < 0 ? text.Rest : text.Rest[..blank]).ToUpperInvariant();
        string rest = blank < 0 ? "" : text.Rest[blank..].Trim();
        if (kind == "NONE")
        {
            if (rest.Length > 0) throw text.Wrong("HEALTHCHECK NONE has something after it", Form);
            if (text.Flags.Count > 0) throw text.Wrong("HEALTHCHECK NONE has flags", Form);
            return new HealthcheckInstruction(text.Place, text.Line.Text, null);
        }

        if (kind != "CMD") throw text.Wrong(kind.Length == 0 ? "HEALTHCHECK says nothing" : $"HEALTHCHECK does not know '{kind}'", Form);
        ProgramLine program = JsonForm.Program(text with { Rest = rest });
        if (program.IsShell ? rest.Length == 0 : program.Arguments.Count == 0) throw text.Wrong("HEALTHCHECK CMD has no command", Form);
        return new HealthcheckInstruction(text.Place, text.Line.Text, check with { Test = [program.IsShell ? "CMD-SHELL" : "CMD", .. program.Arguments] });

        long Time(string name)
        {
            if (flags.One(name) is not { } value) return 0;
            long? time = Durations.Read(value);
            return time is 0 or >= 1_000_000 ? time.Value : throw text.Wrong($"--{name} is '{value}'", "0, or a time of 1ms or more such as 30s or 1m30s");
        }

        int Count(string name)
        {
            if (flags.One(name) is not { } value) return 0;
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 0 ? count : throw text.Wrong($"--{name} is '{value}'", "a whole number that is not negative");
        }
    }

    private static OnBuildInstruction OnBuild(InstructionText text)
    {
        if (text.Rest.Length == 0) throw text.Wrong("ONBUILD has no instruction", "ONBUILD INSTRUCTION");
        string inner = text.Rest.Split(' ', '\t')[0].ToUpperInvariant();
        if (inner is "ONBUILD" or "FROM" or "MAINTAINER") throw text.Wrong($"ONBUILD cannot hold {inner}", "any instruction but ONBUILD, FROM and MAINTAINER");
        string trigger = text.Rest;
        foreach (Heredoc heredoc in text.Line.Heredocs) trigger += "\n" + heredoc.Content + heredoc.Name;
        // Reads it now, so that a mistake shows here and not in somebody else's build.
        Parse(text.Line with { Text = text.Rest }, text.Escape);
        return new OnBuildInstruction(text.Place, text.Line.Text, trigger);
    }
}
