namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>A real ssh-agent with a real key, and an image's worth of ssh-add to ask it from inside a build.</summary>
internal sealed class SshTools : IDisposable
{
    private readonly string _folder;
    private Command? _agent;

    private SshTools(string folder) => _folder = folder;

    public string Socket => Path.Combine(_folder, "agent");

    public string Key => Path.Combine(_folder, "key");

    public string Fingerprint { get; private set; } = "";

    /// <param name="folder">Gets below tools/ what the programs need, as in a root file system.</param>
    public static async Task<SshTools> Start(BuildFolder folder)
    {
        var tools = new SshTools(Directory.CreateTempSubdirectory("ssh-").FullName);
        (await Command.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test-key", "-f", tools.Key)).Expect();
        tools.Fingerprint = (await Command.Run("ssh-keygen", "-l", "-f", tools.Key)).Expect().Split(' ')[1];
        tools._agent = new Command("ssh-agent", ["-a", tools.Socket, "sh", "-c", "echo ready; exec cat"]);
        await Until.True("the agent listens", () => tools._agent.Output.Contains("ready"));
        using var add = new Command("ssh-add", ["-q", tools.Key], new Dictionary<string, string> { ["SSH_AUTH_SOCK"] = tools.Socket });
        (await add.Finished()).Expect();
        (await Command.Run("sh", "-c", $$"""
            set -e
            for program in ssh-add; do
                for file in $(command -v $program) $(ldd $(command -v $program) | grep -o '/[^ ]*'); do
                    mkdir -p '{{folder["tools"]}}'$(dirname $file)
                    cp -L $file '{{folder["tools"]}}'$file
                done
            done
            """)).Expect();
        File.Copy(tools.Key + ".pub", folder["key.pub"]);
        return tools;
    }

    public void Dispose()
    {
        _agent?.Input.Close();
        _agent?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
