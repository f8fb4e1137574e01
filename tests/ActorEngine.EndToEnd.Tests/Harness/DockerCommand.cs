namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>The docker command line of this host, pointed at one daemon, with a configuration directory of its own.</summary>
/// <param name="address">As DOCKER_HOST takes it.</param>
/// <param name="program">One of <see cref="Programs"/>.</param>
/// <param name="folder">Where its configuration is.</param>
internal sealed class DockerCommand(string address, string program, string folder)
{
    /// <summary>Those that are installed, the newest first.</summary>
    public static IReadOnlyList<string> Programs { get; } = [.. new[] { "/usr/local/bin/docker", "/usr/bin/docker" }.Where(File.Exists)];

    /// <summary>The newest.</summary>
    public static string Newest => Programs is [var first, ..] ? first : throw new InvalidOperationException("There is no docker command line here: deploy/test installs it.");

    /// <summary>As DOCKER_HOST takes it.</summary>
    public string Address { get; } = address;

    /// <summary>Where it keeps logins and contexts.</summary>
    public string Config { get; } = Path.Combine(folder, "docker-" + Programs.ToList().IndexOf(program));

    /// <summary>Options before the command.</summary>
    public IReadOnlyList<string> Global { get; init; } = [];

    /// <summary>What other clients of Docker need in their environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["DOCKER_HOST"] = Address,
        ["DOCKER_CONFIG"] = Config,
        // Its own builder: the other one is a plugin that is not installed everywhere.
        ["DOCKER_BUILDKIT"] = "0",
        ["DOCKER_CLI_HINTS"] = "false",
    };

    /// <summary>Starts it with its streams open.</summary>
    public Command Begin(params string[] arguments) => Begin(program, [.. Global, .. arguments]);

    /// <summary>Starts another client, such as docker-compose or python3, with the same environment.</summary>
    public Command Begin(string other, IEnumerable<string> arguments)
    {
        Directory.CreateDirectory(Config);
        return new Command(other, arguments, Environment);
    }

    /// <summary>Starts it on a terminal of its own (script(1)).</summary>
    /// <param name="line">Arguments as a shell reads them.</param>
    /// <param name="before">Shell commands before it, such as stty.</param>
    public Command Terminal(string line, string before = "") =>
        Begin("script", ["-qefc", $"{before}{program} {line}", "/dev/null"]);

    /// <summary>Runs it without input.</summary>
    public Task<CommandResult> Run(params string[] arguments) => Finish(Begin(arguments), "");

    /// <summary>Runs it with input.</summary>
    public Task<CommandResult> Feed(string input, params string[] arguments) => Finish(Begin(arguments), input);

    /// <summary>Runs another client.</summary>
    public Task<CommandResult> RunOther(string other, params string[] arguments) => Finish(Begin(other, arguments), "");

    private static async Task<CommandResult> Finish(Command command, string input)
    {
        using (command)
        {
            if (input.Length > 0) await command.Input.WriteAsync(input);
            command.Input.Close();
            return await command.Finished(60);
        }
    }
}
