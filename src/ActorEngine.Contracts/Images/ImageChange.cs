using System.Text.Json;

namespace ActorEngine.Contracts;

/// <summary>Dockerfile instructions that change an image's configuration alone, as <c>import</c> and <c>commit</c> take them.</summary>
public static class ImageChange
{
    private const string Known = "CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME, WORKDIR";

    /// <summary>Applies the instructions in order. An ENTRYPOINT drops the command that was there before all of them, as in a Dockerfile.</summary>
    /// <param name="isSignal">Tells whether a text names a signal.</param>
    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static ImageConfiguration ApplyAll(ImageConfiguration image, IEnumerable<string> instructions, Func<string, bool> isSignal)
    {
        bool hasCommand = false;
        foreach (string instruction in instructions)
        {
            (string word, _) = Split(instruction);
            hasCommand |= word == "CMD";
            if (word == "ENTRYPOINT" && !hasCommand) image = image with { Command = [] };
            image = Parse(instruction, isSignal)(image);
        }

        return image;
    }

    /// <summary>What one instruction does. What is to be done may throw FormatException too, where a variable cannot be replaced.</summary>
    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static Func<ImageConfiguration, ImageConfiguration> Parse(string text, Func<string, bool> isSignal)
    {
        (string word, string rest) = Split(text);
        if (rest.Length == 0) throw new FormatException($"'{text}' says nothing behind its first word.");
        switch (word)
        {
            case "CMD":
                IReadOnlyList<string> command = Command(rest);
                return image => image with { Command = command };
            case "ENTRYPOINT":
                IReadOnlyList<string> entrypoint = Command(rest);
                return image => image with { Entrypoint = entrypoint };
            case "ENV":
                List<KeyValuePair<string, string>> variables = InstructionWords.Pairs(rest);
                return image => image with { Environment = variables.Select(pair => Expand(image, pair)).Aggregate(image.Environment, Set) };
            case "LABEL":
                List<KeyValuePair<string, string>> labels = InstructionWords.Pairs(rest);
                return image => image with { Labels = new Dictionary<string, string>(image.Labels.Concat(labels.Select(pair => Expand(image, pair))).GroupBy(pair => pair.Key).Select(group => group.Last())) };
            case "EXPOSE":
                return image => image with { ExposedPorts = [.. image.ExposedPorts.Union(ExpandMany(image, rest).Select(port => port.Contains('/') ? port : port + "/tcp"))] };
            case "VOLUME":
                IReadOnlyList<string>? list = rest.StartsWith('[') ? JsonList(rest) : null;
                return image => image with { Volumes = [.. image.Volumes.Union(list?.Select(volume => Expand(image, volume)) ?? ExpandMany(image, rest))] };
            case "USER":
                return image => image with { User = Expand(image, rest) };
            case "WORKDIR":
                return image => Expand(image, rest) is var directory && directory.StartsWith('/')
                    ? image with { WorkingDirectory = directory }
                    : image with { WorkingDirectory = $"{image.WorkingDirectory?.TrimEnd('/')}/{directory}" };
            case "STOPSIGNAL":
                if (!rest.Contains('$')) CheckSignal(rest, isSignal);
                return image => image with { StopSignal = CheckSignal(Expand(image, rest), isSignal) };
            case "ONBUILD":
                return image => image with { OnBuild = [.. image.OnBuild, rest] };
            case "HEALTHCHECK":
                HealthcheckSettings check = HealthcheckSyntax.Parse(rest);
                return image => image with { Healthcheck = check };
            default:
                throw new FormatException($"'{word}' is not one of {Known}.");
        }
    }

    /// <summary>A command in exec form (a JSON list) or in shell form.</summary>
    internal static IReadOnlyList<string> Command(string text) => text.StartsWith('[') ? JsonList(text) : ["/bin/sh", "-c", text];

    internal static IReadOnlyList<string> JsonList(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateArray().Select(item => item.GetString() ?? "")];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FormatException($"'{text}' is not a JSON list of strings.");
        }
    }

    private static (string Word, string Text) Split(string text)
    {
        string line = text.Trim();
        int space = line.AsSpan().IndexOfAny(' ', '\t');
        return ((space < 0 ? line : line[..space]).ToUpperInvariant(), space < 0 ? "" : line[space..].Trim());
    }

    private static string CheckSignal(string text, Func<string, bool> isSignal) =>
        isSignal(text) ? text : throw new FormatException($"'{text}' is not a signal; write a name such as TERM or a number such as 15.");

    private static KeyValuePair<string, string> Expand(ImageConfiguration image, KeyValuePair<string, string> pair) => KeyValuePair.Create(Expand(image, pair.Key), Expand(image, pair.Value));

    private static string Expand(ImageConfiguration image, string text) => Complaining(text, () => Expander(image).One(text));

    private static List<string> ExpandMany(ImageConfiguration image, string text) => Complaining(text, () => Expander(image).Many(text));

    // Variables are those that containers of the image have, as earlier instructions left it.
    private static WordExpander Expander(ImageConfiguration image) =>
        new('\\', name => image.Environment.FirstOrDefault(one => one.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? (name == "PATH" ? ImageConfiguration.DefaultPath : null));

    private static T Complaining<T>(string text, Func<T> expand)
    {
        try
        {
            return expand();
        }
        catch (WordException wrong)
        {
            throw new FormatException($"'{text}': {wrong.Message}{(wrong.Expected is { } expected ? $"; expected {expected}" : "")}.", wrong);
        }
    }

    private static IReadOnlyList<string> Set(IReadOnlyList<string> environment, KeyValuePair<string, string> variable)
    {
        string prefix = variable.Key + "=", entry = prefix + variable.Value;
        return environment.Any(one => one.StartsWith(prefix, StringComparison.Ordinal))
            ? [.. environment.Select(one => one.StartsWith(prefix, StringComparison.Ordinal) ? entry : one)]
            : [.. environment, entry];
    }
}
