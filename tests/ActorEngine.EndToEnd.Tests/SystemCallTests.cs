using System.Runtime.InteropServices;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Every system call of this kernel, called in a plain container of ours and in one of Docker's.</summary>
public sealed class SystemCallTests
{
    // Where the profile, which is that of Docker 25 and later, and that of older versions part: vsock sockets and io_uring are refused since;
    // process_vm_readv and _writev, name_to_handle_at, the pkey_ calls, and calls that the older one does not know are allowed since.
    private static readonly long[] ChangedInDocker25 = [41, 303, 310, 311, 329, 330, 331, 425, 426, 427, 451, 452, 454, 455, 456];

    // The same calls by the numbers of the 32-bit ABI, which not every kernel has.
    private static readonly long[] ChangedInDocker25OldAbi = [341, 347, 348, 359, 380, 381, 382, 425, 426, 427, 451, 452, 454, 455, 456];

    [Fact]
    public async Task The_default_filter_allows_and_refuses_what_dockers_does()
    {
        // The numbers above are this ABI's.
        if (RuntimeInformation.OSArchitecture != Architecture.X64) return;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("probe");
        string source = Path.Combine(Checkout.Root, "tests/ActorEngine.EndToEnd.Tests/Probes/syscalls.c"), probe = Path.Combine(folder.FullName, "probe");
        (await Command.Run("clang", "-O1", "-static", "-o", probe, source)).Expect();
        await using var docker = await DockerLab.Start();
        await using var engine = await Engine.StartNew();
        int version = int.Parse((await docker.Cli("version", "--format", "{{.Server.Version}}")).Expect().Split('.')[0]);
        Probed[] theirs = Read((await docker.Cli("run", "--rm", "--network", "none", "-v", probe + ":/probe:ro", "busybox", "/probe")).Expect());
        foreach (string runtime in (string[])["crun", "runc"])
        {
            Probed[] ours = Read(await Run(engine, "--runtime", runtime, "-v", probe + ":/probe:ro"));
            Assert.True(theirs.Length > 2000 && theirs.Length == ours.Length, $"{theirs.Length} and {ours.Length} lines");
            IEnumerable<Probed> apart = theirs.Except(ours).Where(call => version >= 25 || !Changed(call.Abi).Contains(call.Number));
            string differences = string.Join(", ", apart.Select(call => $"{call.Abi} {call.Call}: {(call.Refused ? "refused" : "allowed")} by Docker alone"));
            Assert.True(differences.Length == 0, $"{runtime}: {differences}");
        }

        // Without a filter it is not the same, or the probe shows nothing.
        Probed[] unfiltered = Read(await Run(engine, "--security-opt", "seccomp=unconfined", "-v", probe + ":/probe:ro"));
        Assert.NotEqual(theirs, unfiltered);
        folder.Delete(recursive: true);
    }

    private static long[] Changed(string abi) => abi switch { "native" => ChangedInDocker25, "old" => ChangedInDocker25OldAbi, _ => [] };

    private static async Task<string> Run(Engine engine, params string[] options)
    {
        using Command run = engine.Begin(["run", "--rm", .. options, "busybox", "/probe"]);
        run.Input.Close();
        return (await run.Finished(240)).Expect();
    }

    // A call is refused with EPERM, or with ENOSYS as if the kernel had it not.
    private static Probed[] Read(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 3))
        .Select(words => new Probed(words[0], long.Parse(words[1].Split('(')[0]), words[1], words[2] is "1" or "38"))];

    private sealed record Probed(string Abi, long Number, string Call, bool Refused);
}
