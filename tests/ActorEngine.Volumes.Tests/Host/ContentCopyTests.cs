using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Volumes.Tests;

public sealed class ContentCopyTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("aecopy").FullName;
    private readonly string layer, volume, mark;
    private readonly SnapshotPrepared snapshot;

    public ContentCopyTests()
    {
        layer = Make("layer");
        volume = Make("volume");
        mark = Path.Combine(root, "mark");
        Directory.CreateDirectory(Path.Combine(layer, "data/inner"));
        snapshot = new SnapshotPrepared(Samples.Container('1'), default, "image", new ImageConfiguration()) { Lower = [layer, Make("base")], Upper = Make("upper"), Work = Make("work") };
    }

    public void Dispose() => TreeRemoval.Remove(root);

    [Fact]
    public void Content_is_taken_with_owners_modes_times_links_and_attributes()
    {
        string data = Path.Combine(layer, "data");
        File.WriteAllText(Path.Combine(data, "inner/file"), "text");
        FileOwnership.SetOwner(FileDescriptor.CurrentDirectory, Path.Combine(data, "inner/file"), 12, 34);
        File.SetUnixFileMode(Path.Combine(data, "inner/file"), (UnixFileMode)0xDB5 /* 06665 */);
        File.SetLastWriteTimeUtc(Path.Combine(data, "inner/file"), DateTime.UnixEpoch.AddDays(1));
        FileTree.MakeHardLink(FileDescriptor.CurrentDirectory, Path.Combine(data, "inner/file"), FileDescriptor.CurrentDirectory, Path.Combine(data, "again"));
        File.CreateSymbolicLink(Path.Combine(data, "link"), "/etc/shadow");
        FileTree.MakeNode(FileDescriptor.CurrentDirectory, Path.Combine(data, "null"), 0x21B6 /* character device */, FileTree.DeviceNumber(1, 3));
        FileOwnership.SetOwner(FileDescriptor.CurrentDirectory, data, 56, 78);
        File.SetUnixFileMode(data, (UnixFileMode)0x1C8 /* 0710 */);

        ContentCopy.Fill(volume, mark, snapshot, "/data");

        FileStatus file = FileStat.Of(Path.Combine(volume, "inner/file"))!.Value, top = FileStat.Of(volume)!.Value;
        Assert.Equal((12u, 34u, 0xDB5u, 2u), (file.UserId, file.GroupId, file.Mode & 0xFFF, file.Links));
        Assert.Equal(86_400_000_000_000, file.Modified);
        Assert.Equal(file.Inode, FileStat.Of(Path.Combine(volume, "again"))!.Value.Inode);
        Assert.Equal((56u, 78u, 0x1C8u), (top.UserId, top.GroupId, top.Mode & 0xFFF));
        Assert.Equal("/etc/shadow", new FileInfo(Path.Combine(volume, "link")).LinkTarget);
        Assert.Equal(FileTree.DeviceNumber(1, 3), FileStat.Of(Path.Combine(volume, "null"))!.Value.NodeDevice);
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public void A_volume_that_holds_anything_is_left_alone()
    {
        File.WriteAllText(Path.Combine(layer, "data/file"), "image");
        File.WriteAllText(Path.Combine(volume, "mine"), "");
        ContentCopy.Fill(volume, mark, snapshot, "/data");
        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(volume).Select(Path.GetFileName));
    }

    [Fact]
    public void A_copy_that_was_cut_off_is_begun_anew()
    {
        File.WriteAllText(Path.Combine(layer, "data/file"), "whole");
        File.WriteAllText(Path.Combine(volume, "file"), "ha");
        File.WriteAllText(mark, "/data");
        ContentCopy.Fill(volume, mark, snapshot, "/data");
        Assert.Equal("whole", File.ReadAllText(Path.Combine(volume, "file")));
    }

    [Fact]
    public void Links_of_a_hostile_image_lead_to_places_of_the_image()
    {
        string secret = Make("secret");
        File.WriteAllText(Path.Combine(secret, "host"), "");
        File.CreateSymbolicLink(Path.Combine(layer, "evil"), secret);
        File.CreateSymbolicLink(Path.Combine(layer, "up"), "../../../../../../../../" + secret);
        ContentCopy.Fill(volume, mark, snapshot, "/evil");
        ContentCopy.Fill(volume, mark, snapshot, "/up");
        ContentCopy.Fill(volume, mark, snapshot, "/../../.." + secret);
        Assert.Empty(Directory.EnumerateFileSystemEntries(volume));
    }

    [Fact]
    public void A_file_at_the_volumes_place_is_refused()
    {
        File.WriteAllText(Path.Combine(layer, "file"), "");
        Assert.Contains("has a file there", Assert.Throws<VolumeException>(() => ContentCopy.Fill(volume, mark, snapshot, "/file")).Message);
    }

    private string Make(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;
}
