using System.Diagnostics;
using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci.Tests.Files;

public sealed class RootedFilesTests : IDisposable
{
    private readonly TemporaryDirectory outside = new();

    public RootedFilesTests() => Directory.CreateDirectory(Root + "/etc");

    private string Root => outside.Sub("root");

    [Fact]
    public void Accounts_come_from_the_image_even_where_a_link_points_outside()
    {
        File.WriteAllText(outside.Sub("passwd"), "secret:x:7:7::/secret:\n");
        File.CreateSymbolicLink(Root + "/etc/passwd", outside.Sub("passwd"));
        Assert.Empty(FactsReader.ReadAccounts(Root).Users);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("proc")]
    [InlineData("sys")]
    public void A_link_in_the_place_of_what_runtimes_fill_by_path_is_refused(string place)
    {
        Assert.Null(RootPlaces.Check(Root));
        Directory.CreateDirectory(Root + "/" + place);
        Assert.Null(RootPlaces.Check(Root));
        Directory.Delete(Root + "/" + place);
        File.CreateSymbolicLink(Root + "/" + place, outside.Path);
        Assert.Equal("image", RootPlaces.Check(Root)!.Field);
    }

    [Fact]
    public void Absolute_links_resolve_inside_the_image()
    {
        Directory.CreateDirectory(Root + "/usr");
        File.WriteAllText(Root + "/usr/passwd", "app:x:7:8::/home/app:/bin/sh\nbroken line\n");
        File.CreateSymbolicLink(Root + "/etc/passwd", "/usr/passwd");
        Assert.Equal(new UserEntry("app", 7, 8, "/home/app", "/bin/sh"), Assert.Single(FactsReader.ReadAccounts(Root).Users));
    }

    [Fact]
    public void A_fifo_in_place_of_the_accounts_does_not_hold_the_engine_up()
    {
        Process.Start("mkfifo", Root + "/etc/passwd").WaitForExit();
        Assert.Empty(FactsReader.ReadAccounts(Root).Users);
    }

    [Fact]
    public void An_account_file_of_absurd_size_is_not_read()
    {
        using (FileStream file = File.Create(Root + "/etc/passwd")) file.SetLength(1L << 40);
        Assert.Empty(FactsReader.ReadAccounts(Root).Users);
    }

    [Fact]
    public void The_working_directory_is_made_inside_the_image_through_its_links()
    {
        Directory.CreateDirectory(outside.Sub("elsewhere"));
        Directory.CreateDirectory(Root + "/data");
        File.CreateSymbolicLink(Root + "/link", "/data");
        File.CreateSymbolicLink(Root + "/escape", "../elsewhere");
        Assert.Null(WorkingDirectory.Make(Root, In("/link/a/b")));
        Assert.True(Directory.Exists(Root + "/data/a/b"));
        Assert.NotNull(WorkingDirectory.Make(Root, In("/escape/x")));
        Assert.Empty(Directory.GetFileSystemEntries(outside.Sub("elsewhere")));
    }

    [Fact]
    public void A_file_in_the_way_of_the_working_directory_is_named()
    {
        File.WriteAllText(Root + "/file", "");
        Fault fault = WorkingDirectory.Make(Root, In("/file/x"))!;
        Assert.Equal("workingDirectory", fault.Field);
        Assert.Contains("/file", fault.Message);
    }

    [Fact]
    public void An_init_program_must_be_linked_statically()
    {
        Assert.True(InitProgram.IsStatic("/usr/bin/busybox"));
        Assert.False(InitProgram.IsStatic("/usr/bin/env"));
        Assert.False(InitProgram.IsStatic("/etc/passwd"));
        Assert.False(InitProgram.IsStatic("/nope"));
    }

    public void Dispose() => outside.Dispose();

    private static ProcessSpec In(string cwd) => new() { User = new UserSpec(0, 0), Args = ["x"], Cwd = cwd };
}
