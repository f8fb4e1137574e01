using ActorEngine.Contracts;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>Command line and environment, merged from image and settings as Docker merges them.</summary>
public static class ProcessComposer
{
    private const string DefaultPath = "PATH=" + ImageConfiguration.DefaultPath;

    /// <summary>
    /// The argument vector: the settings' entrypoint replaces the image's and drops its command; an empty string clears it;
    /// the settings' command replaces the image's. Empty when neither says what to run.
    /// </summary>
    public static IReadOnlyList<string> Arguments(ContainerSettings settings, ImageConfiguration image)
    {
        bool keepsImages = settings.Entrypoint is null or { Count: 0 };
        IReadOnlyList<string> entrypoint = settings.Entrypoint ?? image.Entrypoint;
        if (entrypoint is [""]) entrypoint = [];
        IReadOnlyList<string> command = settings.Command.Count == 0 && keepsImages ? image.Command : settings.Command;
        return [.. entrypoint, .. command];
    }

    /// <summary>The working directory: the settings', else the image's, else the root; always absolute.</summary>
    public static string WorkingDirectory(ContainerSettings settings, ImageConfiguration image)
    {
        string chosen = settings.WorkingDirectory is { Length: > 0 } set ? set : image.WorkingDirectory is { Length: > 0 } preset ? preset : "/";
        return ContainerPath.Clean("/" + chosen);
    }

    /// <summary>PATH, HOSTNAME and TERM by the engine, then the image's, then the settings'; a bare name removes; HOME last if nobody set it.</summary>
    internal static IReadOnlyList<string> Environment(ContainerSettings settings, ImageConfiguration image, string hostname, string home)
    {
        var variables = new EnvironmentList();
        variables.Add(DefaultPath);
        variables.Add("HOSTNAME=" + hostname);
        if (settings.Tty) variables.Add("TERM=xterm");
        variables.AddAll(image.Environment);
        variables.AddAll(settings.Environment);
        variables.AddDefault("HOME", home);
        return variables.Entries;
    }

    /// <summary>The container's environment with an exec's over it.</summary>
    internal static IReadOnlyList<string> ExecEnvironment(IReadOnlyList<string> container, ExecSettings exec)
    {
        var variables = new EnvironmentList();
        variables.AddAll(container);
        if (exec.Tty) variables.AddDefault("TERM", "xterm");
        variables.AddAll(exec.Environment);
        return variables.Entries;
    }

    /// <summary>Ordered variables; a later value takes the place of an earlier one.</summary>
    private sealed class EnvironmentList
    {
        private readonly List<string> entries = [];
        private readonly Dictionary<string, int> places = [];

        public IReadOnlyList<string> Entries => [.. entries.Where(entry => entry.Length > 0)];

        public void AddAll(IReadOnlyList<string> many)
        {
            foreach (string entry in many) Add(entry);
        }

        public void AddDefault(string name, string value)
        {
            if (!places.TryGetValue(name, out int place) || entries[place].Length == 0) Add(name + "=" + value);
        }

        public void Add(string entry)
        {
            int equals = entry.IndexOf('=');
            string name = equals < 0 ? entry : entry[..equals];
            bool known = places.TryGetValue(name, out int place);
            if (equals < 0)
            {
                if (known) entries[place] = "";
            }
            else if (known)
            {
                entries[place] = entry;
            }
            else
            {
                places[name] = entries.Count;
                entries.Add(entry);
            }
        }
    }
}
