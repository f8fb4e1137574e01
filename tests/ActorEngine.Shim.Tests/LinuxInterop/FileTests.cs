using System.Text;
using ActorEngine.Linux;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests.LinuxInterop;

/// <summary>Files, sockets, terminals and tables.</summary>
public sealed class FileTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Paths_opened_in_a_root_never_leave_it()
    {
        File.WriteAllText(scratch.Path("outside"), "secret");
        scratch.MakeDirectory("root", "etc");
        File.WriteAllText(scratch.Path("root", "etc", "inside"), "x");
        File.CreateSymbolicLink(scratch.Path("root", "up"), "../outside");
        File.CreateSymbolicLink(scratch.Path("root", "absolute"), "/etc/inside");
        using FileDescriptor root = FileDescriptor.Open(scratch.Path("root"), OpenFlags.Path | OpenFlags.Directory);
        using FileDescriptor inside = RootedOpen.Open(root, "absolute", OpenFlags.ReadOnly);
        Assert.Null(RootedOpen.TryOpen(root, "up", OpenFlags.ReadOnly, 0, ResolveFlags.InRoot, out Errno error));
        Assert.Equal(Errno.ENOENT, error);
    }

    [Fact]
    public void Descriptors_travel_beside_bytes()
    {
        (FileDescriptor left, FileDescriptor right) = UnixSocket.Pair();
        using FileDescriptor one = left, two = right, null1 = FileDescriptor.Open("/dev/null", OpenFlags.ReadOnly);
        Assert.Equal(3, DescriptorPassing.TrySend(one, "abc"u8, null1));
        byte[] bytes = new byte[10];
        Assert.Equal(3, DescriptorPassing.TryReceive(two, bytes, out FileDescriptor[] received));
        using FileDescriptor passed = Assert.Single(received);
        Assert.Equal(FileStat.Of(null1).Inode, FileStat.Of(passed).Inode);
        Assert.Equal(Environment.ProcessId, UnixSocket.Peer(two).Pid);
    }

    [Fact]
    public void A_terminal_gets_its_settings_back()
    {
        (FileDescriptor master, string path) = Terminal.OpenPseudoTerminal();
        using FileDescriptor side = FileDescriptor.Open(path, OpenFlags.ReadWrite | OpenFlags.NoControllingTerminal);
        using (master)
        {
            byte[] saved = Terminal.MakeRaw(side);
            side.WriteAll("a\n"u8);
            byte[] raw = new byte[10];
            Assert.Equal("a\n", Encoding.ASCII.GetString(raw, 0, master.Read(raw)));
            Assert.Equal(Errno.None, Terminal.Restore(side, saved));
            side.WriteAll("a\n"u8);
            Assert.Equal("a\r\n", Encoding.ASCII.GetString(raw, 0, master.Read(raw)));
            Assert.Equal(Errno.None, Terminal.TryResize(master, new WindowSize(120, 40)));
            Assert.Equal(new WindowSize(120, 40), Terminal.Size(side));
        }
    }

    [Fact]
    public void A_replaced_file_is_whole_and_leaves_nothing_beside_it()
    {
        DurableFile.Replace(scratch.Path("file"), "one"u8, 0x180);
        DurableFile.Replace(scratch.Path("file"), "two"u8, 0x180);
        Assert.Equal("two", File.ReadAllText(scratch.Path("file")));
        Assert.Single(Directory.GetFileSystemEntries(scratch.Root));
    }

    [Fact]
    public void A_lock_is_held_by_one()
    {
        using FileLock? first = FileLock.TryTake(scratch.Path("lock"));
        Assert.NotNull(first);
        Assert.Null(FileLock.TryTake(scratch.Path("lock")));
    }

    [Fact]
    public void Times_before_1970_are_kept()
    {
        File.WriteAllText(scratch.Path("old"), "");
        FileOwnership.SetTimes(FileDescriptor.CurrentDirectory, scratch.Path("old"), -1_500_000_000, -500_000_000);
        Assert.Equal(-500_000_000, FileStat.Of(scratch.Path("old"))!.Value.Modified);
    }

    [Theory]
    [InlineData("cgroup2 rw", CgroupMode.V2)]
    [InlineData("cgroup rw,memory", CgroupMode.V1)]
    [InlineData("cgroup rw,memory;cgroup2 rw", CgroupMode.Hybrid)]
    [InlineData("tmpfs rw", CgroupMode.None)]
    public void The_cgroup_layout_is_read_from_the_mounts(string mounts, CgroupMode expected)
    {
        IEnumerable<string> lines = mounts.Split(';').Select((mount, number) =>
            $"3{number} 31 0:3{number} / /sys/fs/cgroup/m{number} rw,relatime - {mount.Split(' ')[0]} none {mount.Split(' ')[1]}");
        CgroupLayout layout = CgroupLayout.From(MountTable.Parse(lines));
        Assert.Equal(expected, layout.Mode);
        Assert.Equal(expected is CgroupMode.V1 or CgroupMode.Hybrid, layout.Controllers.ContainsKey("memory"));
    }

    [Fact]
    public void Groups_are_found_by_name()
    {
        File.WriteAllText(scratch.Path("group"), "root:x:0:\nbroken\nengine:x:990:ann,bob\n");
        GroupEntry group = UserDatabase.FindGroup("engine", scratch.Path("group"))!;
        Assert.Equal((990u, 2), (group.GroupId, group.Members.Count));
        Assert.Null(UserDatabase.FindGroup("nobody-here", scratch.Path("group")));
    }
}
