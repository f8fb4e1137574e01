using System.Text.RegularExpressions;

namespace ActorEngine.Builder;

/// <summary>Something in a Dockerfile that works and had better be written otherwise.</summary>
/// <param name="Rule">As Docker's build checks name it.</param>
internal sealed record CheckFinding(string Rule, string Message, SourcePlace Place)
{
    public override string ToString() => $"{Rule}: {Message} ({Place.File}:{Place.Line})";
}

/// <summary>Looks for what Docker's build checks look for, as far as the text of the file tells it. Pure.</summary>
internal static partial class DockerfileChecks
{
    public static IReadOnlyList<CheckFinding> Of(Dockerfile file, CheckSettings settings) =>
        [.. Casing(file).Concat(file.Stages.SelectMany(stage => From(file, stage).Concat(Stage(stage)))).Concat(file.Globals.SelectMany(Secrets)).Where(finding => !settings.Skips(finding.Rule)).OrderBy(finding => finding.Place.Line)];

    // All keywords in capitals or all in small letters, as most of them are.
    private static IEnumerable<CheckFinding> Casing(Dockerfile file)
    {
        List<Instruction> all = [.. file.Globals.Concat(file.Stages.SelectMany(stage => stage.Instructions.Prepend(stage.From)))];
        bool upper = all.Count(instruction => Keyword(instruction).All(char.IsAsciiLetterUpper)) * 2 >= all.Count;
        foreach (Instruction instruction in all)
        {
            string keyword = Keyword(instruction);
            if (keyword != (upper ? keyword.ToUpperInvariant() : keyword.ToLowerInvariant()))
                yield return new CheckFinding("ConsistentInstructionCasing", $"'{keyword}' is not written as most instructions here are, in {(upper ? "capitals" : "small letters")}", instruction.Place);
        }
    }

    private static IEnumerable<CheckFinding> From(Dockerfile file, StageSource stage)
    {
        FromInstruction from = stage.From;
        string[] words = from.Text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (from.StageName is not null)
        {
            string name = words[^1], marker = words[^2];
            if (name.Any(char.IsAsciiLetterUpper)) yield return new CheckFinding("StageNameCasing", $"the stage name '{name}' should be in small letters", from.Place);
            if (char.IsAsciiLetterUpper(marker[0]) != char.IsAsciiLetterUpper(words[0][0])) yield return new CheckFinding("FromAsCasing", $"'{words[0]}' and '{marker}' are not written alike", from.Place);
        }

        if (from.Platform is "$TARGETPLATFORM" or "${TARGETPLATFORM}") yield return new CheckFinding("RedundantTargetPlatform", "the target's platform is what FROM takes in any case", from.Place);
        else if (from.Platform is { Length: > 0 } platform && !platform.Contains('$') && stage.Name is null) yield return new CheckFinding("FromPlatformFlagConstDisallowed", $"--platform is always {platform}, whatever the build is for", from.Place);
        foreach (Match used in Variable().Matches(from.Image))
        {
            string name = used.Groups["name"].Value;
            bool isKnown = file.Globals.SelectMany(global => global.Arguments).Any(argument => argument.Name == name) || Platforms().IsMatch(name);
            if (!isKnown) yield return new CheckFinding("UndefinedArgInFrom", $"no ARG before the first FROM declares '{name}'", from.Place);
        }
    }

    private static IEnumerable<CheckFinding> Stage(StageSource stage)
    {
        bool hasDirectory = false, hasShell = false;
        Dictionary<string, Instruction> last = [];
        foreach (Instruction instruction in stage.Instructions)
        {
            string keyword = Keyword(instruction).ToUpperInvariant();
            if (instruction is ProgramInstruction or HealthcheckInstruction)
            {
                if (last.TryGetValue(keyword, out Instruction? before)) yield return new CheckFinding("MultipleInstructionsDisallowed", $"another {keyword} follows in this stage, and only the last one counts", before.Place);
                last[keyword] = instruction;
            }

            hasShell |= instruction is ShellInstruction;
            if (instruction is ProgramInstruction { Program: { IsShell: true, Arguments.Count: > 0 } } && !hasShell)
                yield return new CheckFinding("JSONArgsRecommended", $"{keyword} in shell form does not hand signals to its program; the JSON form does", instruction.Place);
            if (instruction is ValueInstruction { Kind: ValueKind.Maintainer }) yield return new CheckFinding("MaintainerDeprecated", "MAINTAINER has given way to LABEL org.opencontainers.image.authors", instruction.Place);
            if (instruction is ValueInstruction { Kind: ValueKind.WorkingDirectory } directory)
            {
                if (!hasDirectory && directory.Value[0] is not ('/' or '$' or '"')) yield return new CheckFinding("WorkdirRelativePath", $"'{directory.Value}' depends on the working directory of the base image", directory.Place);
                hasDirectory = true;
            }

            if (instruction is PairsInstruction { Pairs: [var (name, _)] } pairs && IsLegacy(pairs.Text, name)) yield return new CheckFinding("LegacyKeyValueFormat", $"{keyword} NAME VALUE is the old form; write NAME=VALUE", pairs.Place);
            foreach (CheckFinding secret in Secrets(instruction)) yield return secret;
        }
    }

    private static IEnumerable<CheckFinding> Secrets(Instruction instruction)
    {
        IEnumerable<string> names = instruction switch
        {
            ArgInstruction argument => argument.Arguments.Select(pair => pair.Name),
            PairsInstruction { IsLabel: false } pairs => pairs.Pairs.Select(pair => pair.Name),
            _ => [],
        };
        foreach (string name in names.Where(name => Secret().IsMatch(name) && !Public().IsMatch(name)))
            yield return new CheckFinding("SecretsUsedInArgOrEnv", $"'{name}' looks like a secret, and would be in the image; use RUN --mount=type=secret", instruction.Place);
    }

    private static string Keyword(Instruction instruction) => instruction.Text.TrimStart().Split(' ', '\t')[0];

    private static bool IsLegacy(string text, string name)
    {
        int at = text.IndexOf(name, text.AsSpan().IndexOfAny(' ', '\t'), StringComparison.Ordinal) + name.Length;
        return at < text.Length && text[at] is ' ' or '\t';
    }

    [GeneratedRegex(@"\$\{?(?<name>[A-Za-z_][A-Za-z0-9_]*)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\A(BUILD|TARGET)(PLATFORM|OS|ARCH|VARIANT)\z|\ATARGETSTAGE\z")]
    private static partial Regex Platforms();

    [GeneratedRegex(@"(?i)(_|\A)(apikey|auth|credentials?|key|password|pword|passwd|secret|token)(_|\z)")]
    private static partial Regex Secret();

    [GeneratedRegex(@"(?i)(_|\A)public(_|\z)")]
    private static partial Regex Public();
}
