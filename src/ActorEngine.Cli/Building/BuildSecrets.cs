using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Building;

/// <summary>Reads --secret.</summary>
internal static class BuildSecrets
{
    private const int Longest = 500 << 10;

    /// <summary><c>id=NAME[,src=FILE|,env=VARIABLE]</c>.</summary>
    /// <exception cref="FormatException">It makes no sense, or there is no such secret.</exception>
    public static BuildSecret Read(string text, Func<string, string?> environment)
    {
        Dictionary<string, string> fields = [];
        foreach (string field in CommaList.Split(text))
        {
            int equals = field.IndexOf('=');
            string key = equals < 0 ? field : field[..equals];
            if (equals < 0 || key is not ("type" or "id" or "src" or "source" or "env")) throw new FormatException($"'{field}' is none of id=NAME, src=FILE and env=VARIABLE.");
            fields[key == "source" ? "src" : key] = field[(equals + 1)..];
        }

        if (!fields.TryGetValue("id", out string? id) || id.Length == 0) throw new FormatException("id=NAME is missing.");
        if (fields.TryGetValue("env", out string? variable) || (fields.GetValueOrDefault("type") == "env" && (variable = fields.GetValueOrDefault("src", id)).Length > 0))
            return new BuildSecret(id, System.Text.Encoding.UTF8.GetBytes(environment(variable) ?? throw new FormatException($"the variable {variable} is not set.")));
        if (fields.TryGetValue("src", out string? file)) return new BuildSecret(id, Content(file));
        // Without a source: a variable of the name, else a file.
        return environment(id) is { } value ? new BuildSecret(id, System.Text.Encoding.UTF8.GetBytes(value)) : new BuildSecret(id, Content(id));
    }

    private static byte[] Content(string file)
    {
        try
        {
            byte[] content = File.ReadAllBytes(file);
            return content.Length <= Longest ? content : throw new FormatException($"'{file}' has {content.Length} bytes; a secret has at most {Longest}.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"'{file}' cannot be read: {error.Message}");
        }
    }
}
