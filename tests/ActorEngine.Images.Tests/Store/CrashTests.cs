using System.Diagnostics;
using ActorEngine.Contracts;

namespace ActorEngine.Images.Tests;

/// <summary>What is left when the engine dies at any point of an import or removal.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly TemporaryDirectory temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Killed_at_any_moment_the_store_keeps_what_it_confirmed_and_nothing_else()
    {
        var random = new Random(20240611);
        var tar = new TarBuilder();
        for (int i = 0; i < 200; i++) tar.Directory($"d{i}").File($"d{i}/f", new string('x', random.Next(4000)));
        File.WriteAllBytes(temporary["root.tar"], tar.Build());
        HashSet<string> confirmed = [];
        for (int round = 0; round < 8; round++)
        {
            RunAndKill(confirmed, random.Next(1, 4), random.Next(0, 30));
            Check(confirmed);
        }

        Assert.NotEmpty(confirmed);
    }

    [Fact]
    public void Content_that_was_renamed_but_not_written_down_is_swept()
    {
        File.WriteAllBytes(temporary["root.tar"], new TarBuilder().File("a", "1").Build());
        var settings = new ImageStoreSettings { StateDirectory = temporary["state"] };
        (ImageStore store, _, _) = ImageStore.Open(temporary["state"], TimeProvider.System);
        var archive = new LoadArchive(new ImportImage { Reference = new ImageReference("a") }, File.OpenRead(temporary["root.tar"]));
        StagedImport import = new ArchiveJob(archive).Run(store, settings, CancellationToken.None);
        ImageCatalog impossible = ImageCatalog.Empty.With([import.Images[0].Image], [KeyValuePair.Create("x", new Digest("sha256:none"))]);
        Assert.ThrowsAny<Exception>(() => store.Commit(ImageCatalog.Empty, impossible, import));
        Assert.NotEmpty(Directory.GetFileSystemEntries(store.Layout.Blobs));
        store.Dispose();
        Check([]);
    }

    [Fact]
    public void A_second_engine_is_kept_out_of_the_store()
    {
        (ImageStore store, _, _) = ImageStore.Open(temporary["state"], TimeProvider.System);
        using (store)
            Assert.Contains("in use by another engine", Assert.Throws<FaultException>(() => ImageStore.Open(temporary["state"], TimeProvider.System)).Message);
    }

    [Fact]
    public void A_database_that_is_none_is_a_storage_fault()
    {
        Directory.CreateDirectory(temporary["state/images"]);
        File.WriteAllText(temporary["state/images/store.db"], new string('?', 4096));
        Assert.Equal(FaultCode.Storage, Assert.Throws<FaultException>(() => ImageStore.Open(temporary["state"], TimeProvider.System)).Fault.Code);
    }

    private void RunAndKill(HashSet<string> confirmed, int lines, int milliseconds)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(CrashTests).Assembly.Location, "import-forever", temporary["state"], temporary["root.tar"]])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        for (int read = 0; read < lines && process.StandardOutput.ReadLine() is { } line; read++) Note(confirmed, line);
        // Dies somewhere in the work after the last line; seeded, so that the spread is the same each time.
        process.WaitForExit(milliseconds);
        process.Kill();
        while (process.StandardOutput.ReadLine() is { } line) Note(confirmed, line);
        process.WaitForExit();
    }

    private static void Note(HashSet<string> confirmed, string line)
    {
        if (line.StartsWith("removing ", StringComparison.Ordinal)) confirmed.Remove(line["removing ".Length..]);
        else if (Sha256.IsDigest(line)) confirmed.Add(line);
    }

    private void Check(HashSet<string> confirmed)
    {
        (ImageStore store, ImageCatalog catalog, _) = ImageStore.Open(temporary["state"], TimeProvider.System);
        using (store)
        {
            foreach (string id in confirmed) Assert.Contains(new Digest(id), catalog.Images.Keys);
            (HashSet<Digest> blobs, HashSet<Digest> chains) = catalog.InUse();
            Assert.Equal(blobs.Select(blob => blob.Hex()).Order(), Names(store.Layout.Blobs));
            Assert.Equal(chains.Select(chain => chain.Hex()).Order(), Names(store.Layout.Layers));
            Assert.Empty(Names(store.Layout.Staging));
            foreach (Digest blob in blobs) Assert.Equal(blob, Sha256.Of(File.ReadAllBytes(store.Layout.Blob(blob))));
            foreach (Digest chain in chains) Assert.Equal(400, Directory.GetFileSystemEntries(store.Layout.Layer(chain), "*", SearchOption.AllDirectories).Length);
            store.Layout.EmptyTrash();
            Assert.Empty(Names(store.Layout.Trash));
        }
    }

    private static string[] Names(string directory) => [.. Directory.GetFileSystemEntries(directory).Select(path => Path.GetFileName(path)).Order()];
}
