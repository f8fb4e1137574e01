using System.Diagnostics;

namespace ActorEngine.Builder.Tests;

public sealed class GitProgramTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("git-").FullName;
    private readonly GitProgram git;

    public GitProgramTests() => git = new GitProgram(Path.Combine(folder, "known_hosts"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Its_output_comes_back() => Assert.StartsWith("git version", await git.RunAsync(folder, ["version"], CancellationToken.None));

    [Fact]
    public async Task A_failure_has_its_last_words()
    {
        var failure = await Assert.ThrowsAsync<BuildException>(() => git.RunAsync(folder, ["ls-remote", "--", "http://127.0.0.1:1/x.git"], CancellationToken.None));
        Assert.Contains("git ls-remote failed", failure.Message);
        Assert.Contains("127.0.0.1", failure.Message);
    }

    [Fact]
    public async Task A_reference_is_never_an_option()
    {
        string made = Path.Combine(folder, "made");
        await git.RunAsync(folder, ["init", "-q", "repo"], CancellationToken.None);
        await Assert.ThrowsAsync<BuildException>(() => git.RunAsync(Path.Combine(folder, "repo"), ["fetch", "-q", "--", folder, $"--upload-pack=touch {made}"], CancellationToken.None));
        Assert.False(File.Exists(made));
    }

    [Fact]
    public async Task The_machines_configuration_is_not_its() =>
        Assert.DoesNotContain("user.", await git.RunAsync(folder, ["config", "--list"], CancellationToken.None));

    [Fact]
    public async Task It_ends_when_nobody_wants_it_any_more()
    {
        using var stop = new CancellationTokenSource();
        // Waits for input that never comes.
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        int port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        Task<string> run = git.RunAsync(folder, ["ls-remote", "--", $"git://127.0.0.1:{port}/x"], stop.Token);
        using var connection = await listener.AcceptTcpClientAsync();
        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));
        listener.Stop();
    }
}
