using System.Text.RegularExpressions;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>One engine with things to look at, for many short scripts around the docker command line.</summary>
public sealed class DockerScripts : IAsyncLifetime
{
    private readonly HostedGateway _gateway = new();
    private int _count;

    internal Engine Engine => _gateway.Engine;

    public async Task InitializeAsync()
    {
        await _gateway.InitializeAsync();
        (await Script(DockerCommand.Newest, """
            docker run -d --name up --label kind=fixture -e COLOR=red busybox sh -c 'echo started; echo oops >&2; exec sleep 100000'
            docker run --name ended --label kind=fixture busybox sh -c 'echo one; echo two; echo bad >&2; touch /made; exit 3' || true
            docker create --name made --label kind=fixture -w /tmp busybox echo made
            docker tag busybox:latest shelf/busybox:1
            docker volume create --label kind=fixture store
            """)).Expect();
    }

    public Task DisposeAsync() => _gateway.DisposeAsync();

    /// <summary>Runs a script in bash: docker is the given program, N a name that nothing has yet, T a folder to work in. Standard error is in the output.</summary>
    internal async Task<CommandResult> Script(string program, string script)
    {
        string name = $"n{Interlocked.Increment(ref _count)}", folder = Directory.CreateDirectory(Path.Combine(Engine.Folder, "scripts", name)).FullName;
        using var command = _gateway.Begin("bash", "-c", $"exec 2>&1; set -o pipefail; N={name}; T={folder}; export DOCKER={program}; docker() {{ timeout -k 1 20 {program} \"$@\"; }}; export -f docker; cd $T\n{script}");
        command.Input.Close();
        return await command.Finished(60);
    }

    /// <summary>Runs a script and compares what it printed and how it ended.</summary>
    internal async Task Expect(string program, string script, int code, string pattern)
    {
        var result = await Script(program, script);
        Assert.True(result.ExitCode == code && Regex.IsMatch(result.Output.TrimEnd('\n'), pattern, RegexOptions.Singleline), $"{script}\nexit code {result.ExitCode}, expected {code}; expected /{pattern}/, got:\n{result.Output}");
    }
}
