using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Volumes.Tests;

public sealed class PluginDriverTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("aeplug").FullName;
    private readonly PluginDriver driver;

    public PluginDriverTests() => driver = new PluginDriver(new VolumeSettings { StateDirectory = "", PluginDirectories = [directory], PluginTimeout = TimeSpan.FromSeconds(2) }, TimeProvider.System);

    public void Dispose() => TreeRemoval.Remove(directory);

    [Fact]
    public async Task A_volume_is_made_mounted_shown_unmounted_and_removed()
    {
        await using var plugin = new TestPlugin(directory, "cloud");
        VolumeRecord volume = Volume("cloud");
        Assert.Equal("global", (await driver.MakeAsync(volume)).Scope);
        await driver.MakeAsync(volume);
        Assert.Equal(Path.Combine(directory, "cloud-volumes/data"), await driver.MountAsync(volume, "key"));
        Assert.Equal("gold", (await driver.GetAsync("cloud", volume.Name))!.Status["Tier"]);
        Assert.Equal(["data"], (await driver.ListAsync()).Volumes.Select(found => found.Name.Value));
        await driver.UnmountAsync(volume, "key");
        await driver.RemoveAsync(volume);
        Assert.Null(await driver.GetAsync("cloud", volume.Name));
        Assert.Equal(1, plugin.Calls.Count(call => call.StartsWith("VolumeDriver.Create")));
        Assert.Contains("VolumeDriver.Mount data key", plugin.Calls);
        Assert.Contains("VolumeDriver.Unmount data key", plugin.Calls);
    }

    [Fact]
    public async Task What_a_plugin_refuses_is_told_in_its_words()
    {
        await using var plugin = new TestPlugin(directory, "cloud");
        Fault fault = (await Assert.ThrowsAsync<VolumeException>(() => driver.MakeAsync(Volume("cloud") with { Options = new Dictionary<string, string> { ["refuse"] = "1" } }))).Fault;
        Assert.Contains("no space left in the cloud", fault.Message);
    }

    [Fact]
    public async Task A_plugin_that_hangs_is_given_up_and_another_is_not_held_up()
    {
        await using var slow = new TestPlugin(directory, "slow") { Hangs = "VolumeDriver.Mount" };
        await using var quick = new TestPlugin(directory, "quick");
        await driver.MakeAsync(Volume("slow"));
        await driver.MakeAsync(Volume("quick"));
        Task<string> hung = driver.MountAsync(Volume("slow"), "1");
        await driver.MountAsync(Volume("quick"), "1");
        Fault fault = (await Assert.ThrowsAsync<VolumeException>(() => hung)).Fault;
        Assert.Equal((FaultCode.Timeout, true), (fault.Code, fault.Message.Contains("plugin slow did not answer VolumeDriver.Mount within 2 s")));
    }

    [Fact]
    public async Task A_plugin_that_is_none_or_gone_says_where_it_was_looked_for()
    {
        Fault missing = (await Assert.ThrowsAsync<VolumeException>(() => driver.MakeAsync(Volume("nosuch")))).Fault;
        Assert.Equal(("driver", true), (missing.Field, missing.Message.Contains(directory)));
        File.WriteAllText(Path.Combine(directory, "away.spec"), "unix:///no/such/socket");
        Assert.Equal(FaultCode.Unavailable, (await Assert.ThrowsAsync<VolumeException>(() => driver.MakeAsync(Volume("away")))).Fault.Code);
        Assert.Single((await driver.ListAsync()).Warnings);
    }

    private static VolumeRecord Volume(string driver) => new(Samples.Name("data")) { Driver = driver };
}
