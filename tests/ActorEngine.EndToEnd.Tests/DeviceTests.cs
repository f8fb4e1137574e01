using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Devices of the host in containers: nodes, rights, rules, hooks.</summary>
public sealed class DeviceTests(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private readonly Engine _engine = shared.Engine;

    // Devices that a container has not by itself, and that may be opened without a capability.
    private static (string Path, string Number) Device => File.Exists("/dev/loop-control") ? ("/dev/loop-control", "10:237") : ("/dev/fuse", "10:229");

    [Fact]
    public async Task A_device_has_its_name_and_only_the_rights_given()
    {
        CommandResult limited = await _engine.Cli("run", "--rm", "--device", $"{Device.Path}:/dev/other:r", "busybox", "sh", "-c", "exec 3</dev/other && echo open; exec 4>/dev/other && echo written");
        Assert.Equal("open", limited.Text);
        Assert.Contains("not permitted", limited.Error);
        Assert.Equal("open\nwritten", (await _engine.Cli("run", "--rm", "--device", $"{Device.Path}:/dev/other", "busybox", "sh", "-c", "exec 3</dev/other && echo open; exec 4>/dev/other && echo written")).Text);
    }

    [Fact]
    public async Task A_directory_gives_the_devices_below_it()
    {
        DirectoryInfo folder = Directory.CreateDirectory("/dev/aeresources-test");
        try
        {
            (await Command.Run("mknod", folder.FullName + "/a", "c", "1", "5")).Expect();
            (await Command.Run("mknod", folder.FullName + "/b", "c", "1", "3")).Expect();
            Assert.Equal("a\nb", (await _engine.Cli("run", "--rm", "--device", folder.FullName + ":/dev/given", "busybox", "ls", "/dev/given")).Expect());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_rule_lets_a_node_be_used_that_is_made_inside()
    {
        string script = $"mknod /k c {Device.Number.Replace(':', ' ')} && exec 3</k && echo open";
        CommandResult without = await _engine.Cli("run", "--rm", "--runtime", "runc", "busybox", "sh", "-c", script);
        Assert.Contains("not permitted", without.Error);
        Assert.Equal("open", (await _engine.Cli("run", "--rm", "--runtime", "runc", "--device-cgroup-rule", $"c {Device.Number} rm", "busybox", "sh", "-c", script)).Expect());
        CommandResult wrong = await _engine.Cli("run", "--rm", "--device", "/dev/no-such", "busybox", "true");
        Assert.Contains("error gathering device information", wrong.Error);
    }

    [Fact]
    public async Task Gpus_need_the_hook_of_their_driver()
    {
        CommandResult none = await _engine.Cli("run", "--rm", "--gpus", "all", "busybox", "true");
        Assert.Equal(125, none.ExitCode);
        Assert.Contains("could not select device driver \"\" with capabilities: [[gpu]]", none.Error);

        DirectoryInfo tools = Directory.CreateTempSubdirectory("hook");
        string hook = Path.Combine(tools.FullName, "nvidia-container-runtime-hook");
        await File.WriteAllTextAsync(hook, $"#!/bin/sh\necho \"$1\" > {tools.FullName}/called; cat > {tools.FullName}/state\n");
        (await Command.Run("chmod", "+x", hook)).Expect();
        await using var engine = await Engine.StartNew(wrapper: ["env", $"PATH={tools.FullName}:{Environment.GetEnvironmentVariable("PATH")}"]);
        Assert.Equal("0,1 compute", (await engine.Cli("run", "--rm", "--gpus", "count=2,\"capabilities=compute\"", "busybox", "sh", "-c", "echo $NVIDIA_VISIBLE_DEVICES $NVIDIA_DRIVER_CAPABILITIES")).Expect());
        Assert.Equal("prestart\n", await File.ReadAllTextAsync(Path.Combine(tools.FullName, "called")));
        Assert.Contains("bundle", await File.ReadAllTextAsync(Path.Combine(tools.FullName, "state")));
        tools.Delete(recursive: true);
    }
}
