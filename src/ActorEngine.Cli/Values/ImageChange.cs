using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Values;

/// <summary>One Dockerfile instruction that changes an image's configuration.</summary>
internal static class ImageChange
{
    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static Func<ImageConfiguration, ImageConfiguration> Parse(string text)
    {
        string line = text.Trim();
        int space = line.AsSpan().IndexOfAny(' ', '\t');
        string word = (space < 0 ? line : line[..space]).ToUpperInvariant(), rest = space < 0 ? "" : line[space..].Trim();
        if (rest.Length == 0) throw new FormatException($"'{text}' says nothing behind its first word.");
        switch (word)
        {
            case "CMD":
                var command = Command(rest);
                return image => image with { Command = command };
            case "ENTRYPOINT":
                var entrypoint = Command(rest);
                return image => image with { Entrypoint = entrypoint };
            case "ENV":
                var variables = Pairs(rest);
                return image => image with { Environment = [.. image.Environment, .. variables.Select(pair => $"{pair.Key}={pair.Value}")] };
            case "LABEL":
                var labels = Pairs(rest);
                return image => image with { Labels = new Dictionary<string, string>(image.Labels.Concat(labels).GroupBy(pair => pair.Key).Select(group => group.Last())) };
            case "EXPOSE":
                return image => image with { ExposedPorts = [.. image.ExposedPorts, .. rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(port => port.Contains('/') ? port : port + "/tcp")] };
            case "VOLUME":
                var volumes = rest.StartsWith('[') ? Json(rest) : rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                return image => image with { Volumes = [.. image.Volumes, .. volumes] };
            case "USER":
                return image => image with { User = rest };
            case "WORKDIR":
                return image => image with { WorkingDirectory = rest };
            case "STOPSIGNAL":
                string signal = SmallSyntax.Signal(rest);
                return image => image with { StopSignal = signal };
            default:
                throw new FormatException($"'{word}' is not one of CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, STOPSIGNAL, USER, VOLUME, WORKDIR.");
        }
    }

    private static IReadOnlyList<string> Command(string text) => text.StartsWith('[') ? Json(text) : ["/bin/sh", "-c", text];

    private static IReadOnlyList<string> Json(string text)
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

    // KEY=VALUE..., where a value may be quoted; or the old form KEY VALUE.
    private static List<KeyValuePair<string, string>> Pairs(string text)
    {
        int equals = text.IndexOf('='), space = text.IndexOf(' ');
        if (equals < 0 || (space >= 0 && space < equals))
            return space < 0 ? throw new FormatException($"'{text}' has no value; write KEY=VALUE.") : [KeyValuePair.Create(text[..space], text[space..].Trim())];
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (string word in Words(text))
        {
            int at = word.IndexOf('=');
            if (at <= 0) throw new FormatException($"'{word}' is not KEY=VALUE.");
            pairs.Add(KeyValuePair.Create(word[..at], word[(at + 1)..]));
        }

        return pairs;
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        char quote = '\0';
        for (int at = 0; at <= text.Length; at++)
        {
            char next = at < text.Length ? text[at] : ' ';
            if (next == '\\' && quote != '\'' && at + 1 < text.Length) word.Append(text[++at]);
            else if (quote != '\0' && next == quote) quote = '\0';
            else if (quote == '\0' && next is '"' or '\'' && at < text.Length) quote = next;
            else if (quote == '\0' && next is ' ' or '\t' && (quote == '\0' || at == text.Length))
            {
                if (word.Length > 0) words.Add(word.ToString());
                word.Clear();
            }
            else if (at < text.Length) word.Append(next);
        }

        if (quote != '\0') throw new FormatException($"'{text}' opens a quotation mark and does not close it.");
        return words;
    }
}
