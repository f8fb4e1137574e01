using ActorEngine.EndToEnd.Tests.Harness;
using ActorEngine.Registry.Tests;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Transfers that something breaks into: a dead daemon, a full disk, a cut cable.</summary>
public sealed class PullRobustnessTests
{
    [Fact]
    public Task A_daemon_killed_in_the_middle_of_a_pull_loses_nothing_and_leaks_nothing() => Engine.Use(async engine =>
    {
        using var registry = await DebianRegistry.StartAsync(Path.Combine(engine.Folder, "registry"));
        string image = await LargeImage(engine, registry);
        var before = Content(engine);
        for (int round = 0; round < 3; round++)
        {
            using var pull = engine.Begin("pull", image);
            await Until.True("the pull has begun to write", () => Directory.GetFiles(Staging(engine), "*", SearchOption.AllDirectories).Any(file => new FileInfo(file).Length > 1 << 20) || pull.HasExited);
            await engine.KillDaemon();
            Assert.NotEqual(0, (await pull.Finished()).ExitCode);
            await engine.StartDaemon();
            await Until.True("nothing is left of it", () => IsEmpty(Staging(engine)) && IsEmpty(Path.Combine(engine.State, "images", "trash")));
            Assert.Equal(before, Content(engine));
        }

        (await engine.Cli("pull", image)).Expect();
        (await engine.Cli("image", "verify")).Expect();
        Assert.Equal("104857600", (await engine.Cli("run", "--rm", image, "/busybox", "stat", "-c", "%s", "/noise")).Expect());
    });

    [Fact]
    public Task A_cut_connection_is_taken_up_where_it_broke_off() => Engine.Use(async engine =>
    {
        using var registry = await DebianRegistry.StartAsync(Path.Combine(engine.Folder, "registry"));
        string image = await LargeImage(engine, registry);
        await using var cable = new TcpProxy(TcpProxy.FreePort(), registry.Port);
        string through = image.Replace($":{registry.Port}/", $":{cable.Port}/", StringComparison.Ordinal);
        using var pull = engine.Begin("pull", through);
        await Until.True("a part has come", () => Directory.GetFiles(Staging(engine), "*", SearchOption.AllDirectories).Any(file => new FileInfo(file).Length > 1 << 20) || pull.HasExited);
        cable.Cut();
        cable.Mend();
        (await pull.Finished(120)).Expect();
        (await engine.Cli("image", "verify")).Expect();
    });

    [Theory]
    [InlineData("pull")]
    [InlineData("load")]
    [InlineData("import")]
    public async Task A_full_disk_is_told_and_leaves_nothing_behind(string verb)
    {
        string state = Path.Combine(Path.GetTempPath(), $"actorengine-full-{Environment.ProcessId}-{verb}");
        Directory.CreateDirectory(state);
        (await Command.Run("mount", "-t", "tmpfs", "-o", "size=48m", "full", state)).Expect();
        try
        {
            await Engine.Use(async source =>
            {
                using var registry = await DebianRegistry.StartAsync(Path.Combine(source.Folder, "registry"));
                string image = await LargeImage(source, registry), archive = Path.Combine(source.Folder, "saved.tar");
                (await source.Cli("pull", "-q", image)).Expect();
                (await source.Cli("save", "-o", archive, image)).Expect();
                await using var engine = await Engine.StartNew(state: state);
                var before = Content(engine);
                var refused = verb switch
                {
                    "pull" => await engine.Cli("pull", image),
                    "load" => await engine.Cli("load", "-i", archive),
                    _ => await engine.Cli("import", archive, "x:1"),
                };
                Assert.Equal(1, refused.ExitCode);
                Assert.Contains("No space left on device", refused.Error);
                await Until.True("nothing is left of it", () => IsEmpty(Staging(engine)) && IsEmpty(Path.Combine(state, "images", "trash")));
                Assert.Equal(before, Content(engine));
                // There is room again for what fits.
                (await engine.Cli("import", await StarterImage.Tar(), "small:1")).Expect();
                Assert.Equal("hi", (await engine.Cli("run", "--rm", "busybox", "echo", "hi")).Expect());
            });
        }
        finally
        {
            await Command.Run("umount", "-l", state);
            Directory.Delete(state);
        }
    }

    [Fact]
    public Task A_damaged_blob_is_fetched_again_from_where_it_was_pulled() => Engine.Use(async engine =>
    {
        using var registry = await DebianRegistry.StartAsync(Path.Combine(engine.Folder, "registry"));
        string image = $"{registry.Name}/busybox:1";
        (await engine.Cli("import", await StarterImage.Tar(), image)).Expect();
        (await engine.Cli("push", image)).Expect();
        (await engine.Cli("rmi", image)).Expect();
        (await engine.Cli("pull", image)).Expect();
        string blobs = Path.Combine(engine.State, "images/blobs/sha256");
        string largest = Directory.GetFiles(blobs).OrderByDescending(file => new FileInfo(file).Length).First(), id = (await engine.Cli("images", "-q", "--no-trunc", image)).Expect();
        // The image that the tests begin with keeps its layer as a plain archive; the pulled one is compressed.
        string layer = Directory.GetFiles(blobs).Single(file => file != largest && new FileInfo(file).Length > 100_000);
        await File.AppendAllTextAsync(layer, "x");
        await File.WriteAllTextAsync(Path.Combine(blobs, id[7..]), "{}");
        var found = await engine.Cli("image", "verify");
        Assert.Equal(1, found.ExitCode);
        Assert.Contains("--repair fetches it again", found.Output);
        await engine.StopDaemon();
        await engine.StartDaemon();
        string repaired = (await engine.Cli("image", "verify", "--repair")).Expect();
        Assert.Contains($"it was fetched again from {registry.Name}/busybox", repaired);
        Assert.True(repaired.Contains("2 repaired", StringComparison.Ordinal), repaired);
        (await engine.Cli("image", "verify")).Expect();
        Assert.Equal("hi", (await engine.Cli("run", "--rm", image, "echo", "hi")).Expect());
    });

    private static string Staging(Engine engine) => Path.Combine(engine.State, "images", "staging");

    private static bool IsEmpty(string directory) => Directory.GetFileSystemEntries(directory).Length == 0;

    private static IReadOnlyList<string> Content(Engine engine) =>
        [.. ((string[])["blobs/sha256", "layers"]).SelectMany(folder => Directory.GetFileSystemEntries(Path.Combine(engine.State, "images", folder))).Order(StringComparer.Ordinal)];

    /// <summary>An image of 100 MB that do not compress, at the registry only.</summary>
    private static async Task<string> LargeImage(Engine engine, DebianRegistry registry)
    {
        string image = $"{registry.Name}/large:1", tree = Path.Combine(engine.Folder, "large"), tar = tree + ".tar";
        Directory.CreateDirectory(tree);
        byte[] noise = new byte[100 << 20];
        new Random(1).NextBytes(noise);
        await File.WriteAllBytesAsync(Path.Combine(tree, "noise"), noise);
        File.Copy("/bin/busybox", Path.Combine(tree, "busybox"));
        (await Command.Run("tar", "-C", tree, "-cf", tar, ".")).Expect();
        (await engine.Cli("import", tar, image)).Expect();
        (await engine.Cli("push", "-q", "--compression", "none", image)).Expect();
        (await engine.Cli("rmi", image)).Expect();
        return image;
    }
}
