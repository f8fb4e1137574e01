using ActorEngine.Transport;

namespace ActorEngine.Daemon;

/// <summary>Where this engine lives: options, else ACTORENGINE_* variables, else the defaults of a system installation.</summary>
internal sealed record EngineOptions(string StateDirectory, string RunDirectory, string ConfigDirectory, EngineEndpoint Endpoint)
{
    public const string Usage = """
        Usage: actord [OPTION]...
        Runs the container engine in the foreground; logs go to standard error.

          --state DIR     what outlives a reboot          (ACTORENGINE_STATE, /var/lib/actorengine)
          --run DIR       sockets and bundles             (ACTORENGINE_RUN, /run/actorengine)
          --config DIR    *.hocon files                   (ACTORENGINE_CONFIG, /etc/actorengine)
          --host ADDRESS  unix:///path to listen at       (ACTORENGINE_HOST, unix://RUN/engine.sock)
          --check-config  read the configuration, say what is wrong with it, and end
          --version       print the version and end
          --help          print this and end

        SIGTERM ends the daemon and leaves containers alone; SIGHUP reads the log level again.
        """;

    public bool CheckOnly { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An option is unknown or lacks its value.</exception>
    public static EngineOptions Parse(IReadOnlyList<string> arguments, Func<string, string?> variable)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        bool check = false;
        for (int i = 0; i < arguments.Count; i++)
        {
            string option = arguments[i];
            string? value = null;
            if (option.IndexOf('=') is > 0 and var equals) (option, value) = (option[..equals], option[(equals + 1)..]);
            switch (option)
            {
                case "--check-config":
                    check = true;
                    break;
                case "--state" or "--run" or "--config" or "--host":
                    if (value is null && ++i < arguments.Count) value = arguments[i];
                    given[option] = value is { Length: > 0 } ? value : throw new FormatException($"{option} needs a value; see --help.");
                    break;
                default:
                    throw new FormatException($"'{arguments[i]}' is no option of actord; see --help.");
            }
        }

        string Find(string option, string name, string fallback) =>
            given.GetValueOrDefault(option) ?? (variable(name) is { Length: > 0 } text ? text : fallback);

        string run = Path.GetFullPath(Find("--run", "ACTORENGINE_RUN", "/run/actorengine"));
        return new EngineOptions(
            Path.GetFullPath(Find("--state", "ACTORENGINE_STATE", "/var/lib/actorengine")),
            run,
            Path.GetFullPath(Find("--config", "ACTORENGINE_CONFIG", "/etc/actorengine")),
            EngineEndpoint.Parse(Find("--host", "ACTORENGINE_HOST", Path.Combine(run, "engine.sock")))) { CheckOnly = check };
    }
}
