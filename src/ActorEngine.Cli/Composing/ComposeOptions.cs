using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Options;

namespace ActorEngine.Cli.Composing;

/// <summary>Options that every verb of compose has; they may stand before it too, where their letters are understood.</summary>
internal static class ComposeOptions
{
    private static readonly Dictionary<string, string> Letters = new(StringComparer.Ordinal) { ["-f"] = "--file", ["-p"] = "--project-name" };
    private static readonly HashSet<string> Long = ["--file", "--project-name", "--profile", "--env-file", "--project-directory"];

    public static IReadOnlyList<Option> Table => ContainerOptions.Under("Project",
        Option.List("file", "FILE", "A compose file, the later over the earlier; -f before the verb. Default: COMPOSE_FILE, else compose.yaml or docker-compose.yml here or in a directory above, with its .override beside it.") with { Completes = Completes.File },
        Option.Value("project-name", "NAME", "Name of the project; -p before the verb. Default: COMPOSE_PROJECT_NAME, else the file's, else the directory's."),
        Option.List("profile", "NAME", "Turn the services of a profile on; * for all. Default: COMPOSE_PROFILES."),
        Option.List("env-file", "FILE", "Variables for the files, in place of .env. Default: COMPOSE_ENV_FILES.") with { Completes = Completes.File },
        Option.Value("project-directory", "DIRECTORY", "What paths are relative to. Default: the directory of the first file.") with { Completes = Completes.File });

    /// <summary>Moves options that stand before the verb behind it.</summary>
    public static IReadOnlyList<string> Behind(IReadOnlyList<string> words)
    {
        var moved = new List<string>();
        int at = 0;
        while (at < words.Count && words[at] is ['-', ..])
        {
            string word = words[at];
            if (word.Length > 2 && word[1] != '-' && Letters.TryGetValue(word[..2], out string? joined)) moved.Add($"{joined}={word[2..].TrimStart('=')}");
            else if ((Letters.TryGetValue(word, out string? name) || Long.TryGetValue(word, out name)) && at + 1 < words.Count) moved.Add($"{name}={words[++at]}");
            else if (Long.Any(known => word.StartsWith(known + "=", StringComparison.Ordinal))) moved.Add(word);
            else break;
            at++;
        }

        return at == 0 || at == words.Count ? words : [words[at], .. moved, .. words.Skip(at + 1)];
    }
}
