using ActorEngine.Compose.Interpolation;
using ActorEngine.Compose.Yaml;

namespace ActorEngine.Compose.Reading;

internal sealed partial class ServiceReader
{
    /// <summary>KEY=VALUE of env_file and environment, the latter over the former; one without a value is the client's, or left out.</summary>
    private IReadOnlyList<string> Variables()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in FileVariables("env_file")) found[key] = value;
        foreach (var (key, place, node) in fields.Entries("environment"))
        {
            if (node is not TextNode text) throw fields.Wrong($"environment.{key}", node, $"a value is expected, not {node.Kind}");
            if (key.Length == 0 || key.Contains('=')) throw new ComposeException(place, $"{fields.Path}.environment", $"'{key}' is not a variable's name");
            if (!text.IsNull) found[key] = text.Text;
            else if (scope.Variables(key) is { } inherited) found[key] = inherited;
            else found.Remove(key);
        }

        return [.. found.Select(pair => $"{pair.Key}={pair.Value}")];
    }

    private List<KeyValuePair<string, string>> FileVariables(string attribute)
    {
        var found = new List<KeyValuePair<string, string>>();
        foreach (var item in fields.Items(attribute))
        {
            var (path, required, raw) = EnvironmentPath(attribute, item);
            if (scope.Files.Read(path) is { } text) found.AddRange(raw ? Raw(text) : EnvironmentFile.Read(path, text, scope.Variables));
            else if (required) throw fields.Wrong(attribute, item, $"there is no file {path}");
        }

        return found;
    }

    private (string Path, bool Required, bool Raw) EnvironmentPath(string attribute, Node item)
    {
        if (item is TextNode text) return (text.Text, true, false);
        var inner = new Fields(item, $"{fields.Path}.{attribute}");
        string path = inner.Text("path") ?? throw inner.Wrong("", item, "'path' is missing");
        bool required = inner.Flag("required") ?? true;
        string? format = inner.Text("format");
        if (format is not (null or "raw")) throw inner.Wrong("format", null, $"'{format}' is not a format; raw is");
        inner.Done();
        return (path, required, format is "raw");
    }

    private static IEnumerable<KeyValuePair<string, string>> Raw(string text) =>
        from line in text.ReplaceLineEndings("\n").Split('\n')
        let sign = line.IndexOf('=')
        where sign > 0 && !line.StartsWith('#')
        select new KeyValuePair<string, string>(line[..sign], line[(sign + 1)..]);
}
