namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>A network namespace that plays another host: one cable to this one, no route to any container.</summary>
internal sealed class Outside : IAsyncDisposable
{
    private static int _count;
    private readonly string _name = $"aetest-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
    private readonly int _number = Random.Shared.Next(64 * 256);

    /// <summary>This host's end of the cable.</summary>
    public string Link => $"aet{_number}";

    /// <summary>This host's address on the cable.</summary>
    public string Host => Address(1);

    /// <summary>The other host's.</summary>
    public string Self => Address(2);

    /// <param name="host">The namespace that plays this host; null = this host's own.</param>
    public static async Task<Outside> Start(string? host = null)
    {
        var outside = new Outside();
        string[] here = host is null ? [] : ["-n", host];
        string link = outside.Link;
        (await Command.Run("ip", "netns", "add", outside._name)).Expect();
        (await Command.Run("ip", [.. here, "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", outside._name])).Expect();
        (await Command.Run("ip", [.. here, "addr", "add", outside.Host + "/30", "dev", link])).Expect();
        (await Command.Run("ip", [.. here, "link", "set", link, "up"])).Expect();
        (await Command.Run("ip", "-n", outside._name, "addr", "add", outside.Self + "/30", "dev", "eth0")).Expect();
        (await Command.Run("ip", "-n", outside._name, "link", "set", "eth0", "up")).Expect();
        (await Command.Run("ip", "-n", outside._name, "link", "set", "lo", "up")).Expect();
        return outside;
    }

    /// <summary>Begins a program there.</summary>
    public Command Begin(params string[] line) => new("ip", ["netns", "exec", _name, .. line]);

    /// <summary>The answer of a service to a line, asked from there.</summary>
    public async Task<CommandResult> Ask(string address, int port, string line)
    {
        using var command = Begin("bash", "-c", Dialogue(address, port, line));
        command.Input.Close();
        return await command.Finished();
    }

    /// <summary>Says a line to a service and prints the first line of its answer; fails where nobody answers within 3 s.</summary>
    public static string Dialogue(string address, int port, string line) =>
        $"timeout 3 bash -c 'exec 3<>/dev/tcp/{address}/{port} && echo {line} >&3 && read -r answer <&3 && echo \"$answer\"' 2>/dev/null";

    public async ValueTask DisposeAsync() => (await Command.Run("ip", "netns", "del", _name)).Expect();

    private string Address(int host) => $"10.197.{_number / 64}.{(_number % 64 * 4) + host}";
}
