using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Volumes.Tests;

public sealed class LocalDriverTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("aevolumes").FullName;
    private readonly LocalDriver driver;

    public LocalDriverTests() => driver = new LocalDriver(new VolumeSettings { StateDirectory = root }, TimeProvider.System);

    public void Dispose()
    {
        foreach (MountEntry mount in MountTable.Read().Where(mount => mount.MountPoint.StartsWith(root, StringComparison.Ordinal))) OverlayMount.Unmount(mount.MountPoint);
        TreeRemoval.Remove(root);
    }

    [Fact]
    public async Task A_file_system_in_memory_is_mounted_once_and_unmounted()
    {
        VolumeRecord volume = Volume(("type", "tmpfs"), ("device", "tmpfs"), ("o", "size=1m,nosuid,mode=0700"));
        string path = await driver.MountAsync(volume);
        await driver.MountAsync(volume);
        MountEntry mount = Assert.Single(MountTable.Read(), mount => mount.MountPoint == path);
        Assert.Equal(("tmpfs", true, true), (mount.Type, mount.Options.Contains("nosuid"), mount.SuperOptions.Contains("size=1024k")));
        driver.Unmount(volume);
        Assert.DoesNotContain(MountTable.Read(), mount => mount.MountPoint == path);
    }

    [Fact]
    public async Task A_directory_of_the_host_is_bound_and_stays_when_the_volume_goes()
    {
        string device = Path.Combine(root, "device");
        Directory.CreateDirectory(device);
        File.WriteAllText(Path.Combine(device, "file"), "kept");
        VolumeRecord volume = Volume(("type", "none"), ("device", device), ("o", "bind,ro"));
        string path = await driver.MountAsync(volume);
        Assert.Equal("kept", File.ReadAllText(Path.Combine(path, "file")));
        Assert.Throws<IOException>(() => File.WriteAllText(Path.Combine(path, "new"), ""));
        driver.Remove(volume);
        Assert.True(File.Exists(Path.Combine(device, "file")));
        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public async Task What_cannot_be_mounted_says_why()
    {
        Fault missing = (await Assert.ThrowsAsync<VolumeException>(() => driver.MountAsync(Volume(("type", "none"), ("device", "/no/such"), ("o", "bind"))))).Fault;
        Assert.Equal((FaultCode.NotFound, true), (missing.Code, missing.Message.Contains("/no/such")));
        Fault unknown = (await Assert.ThrowsAsync<VolumeException>(() => driver.MountAsync(Volume(("type", "nosuchfs"), ("device", "x"))))).Fault;
        Assert.Equal((FaultCode.NotSupported, true), (unknown.Code, unknown.Message.Contains("no file system 'nosuchfs'")));
    }

    [Fact]
    public async Task A_server_is_asked_as_far_as_this_kernel_can()
    {
        bool known = File.ReadAllText("/proc/filesystems").Contains("\tnfs\n");
        Fault fault = (await Assert.ThrowsAsync<VolumeException>(() => driver.MountAsync(Volume(("type", "nfs"), ("device", ":/export"), ("o", "addr=127.0.0.1,soft,timeo=1,retrans=0"))))).Fault;
        if (known) Assert.Contains(":/export", fault.Message);
        else Assert.Equal((FaultCode.NotSupported, true), (fault.Code, fault.Message.Contains("no file system 'nfs'")));
    }

    [Fact]
    public void A_volume_with_a_strange_mount_in_it_is_not_emptied()
    {
        VolumeRecord volume = Volume();
        driver.Make(volume.Name);
        string inner = Path.Combine(driver.PathOf(volume.Name), "inner");
        Directory.CreateDirectory(inner);
        Mounts.Mount("x", inner, "tmpfs", MountFlags.None);
        File.WriteAllText(Path.Combine(inner, "file"), "");
        Assert.Contains(inner, Assert.Throws<VolumeException>(() => driver.Remove(volume)).Message);
        Assert.True(File.Exists(Path.Combine(inner, "file")));
    }

    [Fact]
    public async Task What_is_mounted_without_a_use_is_unmounted_after_a_start()
    {
        VolumeRecord volume = Volume(("type", "tmpfs"), ("device", "tmpfs"));
        await driver.MountAsync(volume);
        VolumesState state = VolumesState.Empty.Apply(new VolumeMadeEvent(volume));
        var use = new Use("1", Samples.Container('1'), 1, [volume.Name]);
        Assert.Empty(driver.Reconcile(state.Apply(new UsedEvent(use))));
        Assert.Single(driver.Reconcile(state));
        Assert.DoesNotContain(MountTable.Read(), mount => mount.MountPoint == driver.PathOf(volume.Name));
    }

    [Theory]
    [InlineData("type=tmpfs", "device")]
    [InlineData("device=/srv", "type")]
    [InlineData("size=1g", "directories")]
    [InlineData("colour=red", "colour")]
    [InlineData("type=nfs;device=:/x", "addr")]
    [InlineData("type=none;device=relative;o=bind", "absolute")]
    public void Options_that_make_no_volume_are_refused(string options, string word)
    {
        Fault fault = LocalOptions.Check(options.Split(';').Select(option => option.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]))!;
        Assert.Equal(("options", true), (fault.Field, fault.Message.Contains(word)));
    }

    private static VolumeRecord Volume(params (string Key, string Value)[] options) => new(Samples.Name("data")) { Options = options.ToDictionary(option => option.Key, option => option.Value) };
}
