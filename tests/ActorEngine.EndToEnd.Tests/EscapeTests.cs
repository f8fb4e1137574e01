using System.Security.Cryptography;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>A test for each known class of ways out of a container.</summary>
public sealed class EscapeTests(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private readonly Engine _engine = shared.Engine;

    [Theory]
    [InlineData("crun")]
    [InlineData("runc")]
    public async Task The_runtimes_program_cannot_be_overwritten_through_an_exec(string runtime)
    {
        string program = (await Command.Run("sh", "-c", "readlink -f $(command -v " + runtime + ")")).Expect();
        byte[] before = SHA256.HashData(File.ReadAllBytes(program));
        const string attack = "printf '#!/proc/self/exe\\n' > /bin/evil; chmod +x /bin/evil; echo ready; "
            + "while :; do for p in /proc/[0-9]*; do case $(readlink $p/exe) in *runc*|*crun*) (printf x >> $p/exe) 2>/dev/null && echo hit;; esac; done; done";
        (await _engine.Cli("run", "-d", "--name", "evil-" + runtime, "--runtime", runtime, "busybox", "sh", "-c", attack)).Expect();
        await Until.True("it attacks", async () => (await _engine.Cli("logs", "evil-" + runtime)).Text.Contains("ready", StringComparison.Ordinal));
        for (int i = 0; i < 5; i++)
        {
            await _engine.Cli("exec", "evil-" + runtime, "/bin/evil");
            (await _engine.Cli("exec", "evil-" + runtime, "true")).Expect();
        }

        Assert.Equal(before, SHA256.HashData(File.ReadAllBytes(program)));
        (await _engine.Cli("rm", "-f", "evil-" + runtime)).Expect();
    }

    [Theory]
    [InlineData("crun")]
    [InlineData("runc")]
    public async Task No_descriptor_and_no_directory_of_the_host_is_left_open(string runtime)
    {
        string marker = Path.Combine(Path.GetTempPath(), "aemarker-" + Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(marker, "host");
        try
        {
            for (int descriptor = 3; descriptor < 14; descriptor++)
            {
                CommandResult result = await _engine.Cli("run", "--rm", "--runtime", runtime, "-w", $"/proc/self/fd/{descriptor}", "busybox", "sh", "-c",
                    $"for up in . .. ../.. ../../.. ../../../.. ../../../../.. ../../../../../..; do cat $up{marker} 2>/dev/null; done; true");
                Assert.DoesNotContain("host", result.Output);
            }

            (await _engine.Cli("run", "-d", "--name", "fds-" + runtime, "--runtime", runtime, "busybox", "sleep", "1000")).Expect();
            Assert.Equal("0\n1\n2", (await _engine.Cli("exec", "fds-" + runtime, "sh", "-c", "ls /proc/1/fd")).Expect());
            Assert.Equal("0\n1\n2", (await _engine.Cli("exec", "fds-" + runtime, "sh", "-c", "ls /proc/$$/fd; true")).Expect());
            (await _engine.Cli("rm", "-f", "fds-" + runtime)).Expect();
        }
        finally
        {
            File.Delete(marker);
        }
    }

    [Theory]
    [InlineData("crun")]
    [InlineData("runc")]
    public async Task Links_in_the_place_of_proc_sys_and_dev_lead_nowhere(string runtime)
    {
        string victim = Path.Combine(Path.GetTempPath(), "aevictim-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(victim);
        try
        {
            foreach (string place in (string[])["proc", "sys", "dev"])
            {
                string name = $"links-{place}-{runtime}";
                (await Command.Run("bash", "-c", $"d=$(mktemp -d) && mkdir -p $d/bin $d/etc && cp /bin/busybox $d/bin/sh && ln -s ../../../../../../..{victim} $d/{place} && tar -C $d -cf {victim}.tar . && rm -rf $d")).Expect();
                (await _engine.Cli("import", victim + ".tar", name)).Expect();
                CommandResult result = await _engine.Cli("run", "--rm", "--runtime", runtime, name, "sh", "-c", "true");
                Assert.Contains($"in the place of /{place}", result.Error);
                Assert.Empty(Directory.GetFileSystemEntries(victim));
                Assert.DoesNotContain(victim, File.ReadAllText("/proc/self/mounts"));
                (await _engine.Cli("rmi", name)).Expect();
            }
        }
        finally
        {
            Directory.Delete(victim);
            File.Delete(victim + ".tar");
        }
    }

    [Theory]
    [InlineData("crun")]
    [InlineData("runc")]
    public async Task Masked_paths_stay_masked_when_the_null_device_is_exchanged(string runtime)
    {
        // The next start of a container that left a link in the place of /dev/null in its own root file system.
        (await _engine.Cli("create", "--name", "null-" + runtime, "--runtime", runtime, "busybox", "sh", "-c",
            "umount /dev 2>/dev/null; rm -f /dev/null; ln -s /proc/sysrq-trigger /dev/null; head -c 1 /proc/kcore | wc -c; (echo 1 > /proc/sys/kernel/panic) 2>&1")).Expect();
        for (int run = 0; run < 2; run++)
        {
            CommandResult result = await _engine.Cli("start", "-a", "null-" + runtime);
            Assert.StartsWith("0\n", result.Output);
            Assert.Contains("Read-only", result.Output);
        }

        (await _engine.Cli("rm", "null-" + runtime)).Expect();
    }

    [Fact]
    public async Task A_mount_over_a_path_that_a_volume_exchanges_stays_inside()
    {
        string victim = Directory.CreateTempSubdirectory("aevictim").FullName, shared = Directory.CreateTempSubdirectory("aeshared").FullName;
        // Both containers have the directory; one exchanges a name in it while the other has something mounted there.
        (await _engine.Cli("run", "-d", "--name", "racer", "-v", shared + ":/shared", "busybox", "sh", "-c",
            $"cd /shared; while :; do rm -rf spot; mkdir spot; rm -rf spot; ln -s ../../../../../../../../../../..{victim} spot; done")).Expect();
        for (int i = 0; i < 8; i++)
        {
            await _engine.Cli("run", "--rm", "-v", shared + ":/shared", "--tmpfs", "/shared/spot/deep", "busybox", "touch", "/shared/spot/deep/x");
            Assert.Empty(Directory.GetFileSystemEntries(victim));
        }

        Assert.DoesNotContain(victim, File.ReadAllText("/proc/self/mounts"));
        (await _engine.Cli("rm", "-f", "racer")).Expect();
        Directory.Delete(victim);
        Directory.Delete(shared, recursive: true);
    }

    [Fact]
    public async Task A_copy_does_not_follow_a_link_that_is_exchanged_meanwhile()
    {
        string victim = Directory.CreateTempSubdirectory("aevictim").FullName, file = Path.Combine(victim, "payload");
        await File.WriteAllTextAsync(file, "payload");
        string outside = Path.Combine(victim, "outside");
        Directory.CreateDirectory(outside);
        (await _engine.Cli("run", "-d", "--name", "swapper", "busybox", "sh", "-c",
            $"cd /; while :; do rm -rf spot; mkdir spot; rm -rf spot; ln -s ../../../../../../..{outside} spot; done")).Expect();
        for (int i = 0; i < 20; i++)
            await _engine.Cli("cp", file, "swapper:/spot/");
        Assert.Empty(Directory.GetFileSystemEntries(outside));
        (await _engine.Cli("rm", "-f", "swapper")).Expect();
        Directory.Delete(victim, recursive: true);
    }

    [Theory]
    [InlineData("4294967295")]
    [InlineData("4294967296")]
    [InlineData("-1")]
    [InlineData("0:4294967295")]
    public async Task Ids_that_would_wrap_around_are_refused(string user)
    {
        CommandResult result = await _engine.Cli("run", "--rm", $"--user={user}", "busybox", "id");
        Assert.Equal(125, result.ExitCode);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task No_abstract_socket_of_the_engine_is_seen_on_the_hosts_network()
    {
        string sockets = (await _engine.Cli("run", "--rm", "--network", "host", "busybox", "cat", "/proc/net/unix")).Expect();
        Assert.DoesNotContain(sockets.Split('\n'), line => line.Contains(" @", StringComparison.Ordinal) && line.Contains("actor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Labels_of_an_image_are_no_orders_to_the_runtime()
    {
        string tar = await StarterImage.Tar();
        (await _engine.Cli("import", "--change", "LABEL run.oci.handler=krun", "--change", "LABEL run.oci.hooks.stdout=/tmp/x", tar, "ordering:latest")).Expect();
        (await _engine.Cli("run", "-d", "--name", "ordered", "ordering", "sleep", "1000")).Expect();
        string bundle = File.ReadAllText(Path.Combine(await _engine.Inspect("ordered", "{{.BundlePath}}"), "config.json"));
        Assert.DoesNotContain("krun", bundle);
        Assert.DoesNotContain("hooks.stdout", bundle);
        (await _engine.Cli("rm", "-f", "ordered")).Expect();
    }
}
