using System.Security.Cryptography;
using System.Text;

namespace ActorEngine.Builder.Tests;

public sealed class DownloadsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("downloads-").FullName;
    private readonly FileServer server;
    private readonly Downloads downloads;

    public DownloadsTests()
    {
        server = new FileServer(folder);
        downloads = Open();
        Write("first");
    }

    private string Url => server.Url + "file.txt";

    public void Dispose()
    {
        downloads.Dispose();
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_server_says_is_unchanged_is_not_fetched_again(bool tags)
    {
        server.Tags = tags;
        Download first = await FindAsync();
        Assert.Equal(("file.txt", Digest("first"), "first"), (first.Name, first.Digest, await File.ReadAllTextAsync(first.File!)));
        Download again = await FindAsync();
        Assert.Equal((first.Digest, null), (again.Digest, again.File));
        Assert.Equal(["/file.txt 200", "/file.txt 304"], server.Answers);
    }

    [Fact]
    public async Task What_has_changed_is_fetched()
    {
        await FindAsync();
        Write("second");
        Assert.Equal(Digest("second"), (await FindAsync()).Digest);
    }

    [Fact]
    public async Task What_is_needed_is_fetched_in_any_case()
    {
        await FindAsync();
        Assert.NotNull((await FindAsync(always: true)).File);
    }

    [Fact]
    public async Task What_is_known_outlives_a_restart()
    {
        await FindAsync();
        downloads.Dispose();
        using Downloads later = Open();
        Assert.Null((await later.FindAsync(Step(), Url, folder, always: false, CancellationToken.None)).File);
    }

    [Fact]
    public async Task A_digest_names_the_content_without_a_request_and_is_checked_when_it_is_fetched()
    {
        CopyStep good = Step() with { Checksum = "sha256:" + Digest("first") }, bad = Step() with { Checksum = "sha256:" + Digest("other") };
        Assert.Null((await downloads.FindAsync(good, Url, folder, always: false, CancellationToken.None)).File);
        Assert.Empty(server.Answers);
        Assert.NotNull((await downloads.FindAsync(good, Url, folder, always: true, CancellationToken.None)).File);
        var wrong = await Assert.ThrowsAsync<BuildException>(() => downloads.FindAsync(bad, Url, folder, always: true, CancellationToken.None));
        Assert.Contains($"has the digest sha256:{Digest("first")}, not sha256:{Digest("other")}", wrong.Message);
    }

    [Fact]
    public async Task Redirects_are_followed_and_an_endless_one_is_refused()
    {
        server.Redirects["/there"] = "/file.txt";
        server.Redirects["/loop"] = "/loop";
        Assert.Equal(("there", Digest("first")), await Named(server.Url + "there"));
        Assert.Contains("the server answers 302", (await Assert.ThrowsAsync<BuildException>(() => Named(server.Url + "loop"))).Message);
    }

    [Fact]
    public async Task What_is_missing_too_long_or_stands_still_is_told()
    {
        Assert.Contains("the server answers 404", (await Assert.ThrowsAsync<BuildException>(() => Named(server.Url + "none"))).Message);
        await File.WriteAllBytesAsync(Path.Combine(folder, "long"), new byte[2000]);
        Assert.Contains("longer than 1000 bytes", (await Assert.ThrowsAsync<BuildException>(() => Named(server.Url + "long"))).Message);
        server.Stalls["/file.txt"] = true;
        Assert.Contains("has sent nothing for 2 seconds", (await Assert.ThrowsAsync<BuildException>(() => Named(Url))).Message);
        Assert.Contains("cannot be fetched", (await Assert.ThrowsAsync<BuildException>(() => Named("http://127.0.0.1:1/x"))).Message);
    }

    [Fact]
    public async Task An_address_without_a_name_needs_one_in_the_destination()
    {
        await Assert.ThrowsAsync<BuildException>(() => downloads.FindAsync(Step() with { Destination = "/d/" }, server.Url, folder, always: true, CancellationToken.None));
        server.Redirects["/"] = "/file.txt";
        Assert.Equal(("download", Digest("first")), await Named(server.Url));
    }

    [Fact]
    public void The_table_forgets_the_longest_unused()
    {
        using DownloadTable table = DownloadTable.Open(Path.Combine(folder, "table.db"), 3);
        for (int i = 0; i < 5; i++) table.Add($"http://host/{i}", new KnownDownload("tag", null, "digest"));
        Assert.Null(table.Find("http://host/1"));
        Assert.NotNull(table.Find("http://host/2"));
    }

    private async Task<(string, string)> Named(string url)
    {
        Download found = await downloads.FindAsync(Step(), url, folder, always: true, CancellationToken.None);
        return (found.Name, found.Digest);
    }

    private Task<Download> FindAsync(bool always = false) => downloads.FindAsync(Step(), Url, folder, always, CancellationToken.None);

    private Downloads Open() => new(DownloadTable.Open(Path.Combine(folder, "known.db"), 100), 1000, TimeSpan.FromSeconds(2));

    private void Write(string text) => File.WriteAllText(Path.Combine(folder, "file.txt"), text);

    private static CopyStep Step() => new(1, 0, "ADD", new SourcePlace("Dockerfile", 1, "ADD")) { From = new FileOrigin.Context(), Destination = "/x" };

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
