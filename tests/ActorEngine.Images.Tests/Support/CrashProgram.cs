using ActorEngine.Contracts;

namespace ActorEngine.Images.Tests;

/// <summary>The process that the crash tests kill: imports one tar over and over, printing each image's id once it is durable, and removes every third.</summary>
internal static class CrashProgram
{
    public static int Run(string state, string tar)
    {
        (ImageStore store, ImageCatalog catalog, _) = ImageStore.Open(state, TimeProvider.System);
        var settings = new ImageStoreSettings { StateDirectory = state };
        for (int i = 0; ; i++)
        {
            var request = new ImportImage { Reference = new ImageReference($"crash:{i}"), Message = $"{Environment.ProcessId} {i}" };
            StagedImport import = new ArchiveJob(new LoadArchive(request, File.OpenRead(tar))).Run(store, settings, CancellationToken.None);
            StagedImage image = import.Images[0];
            ImageCatalog after = catalog.With([image.Image], image.Names.Select(name => KeyValuePair.Create(name, image.Image.Id)));
            store.Commit(catalog, after, import);
            catalog = after;
            Console.WriteLine(image.Image.Id.Value);
            import.Area.Dispose();
            if (i % 3 != 2) continue;
            ImageCatalog less = catalog.WithoutNames(image.Names).Without(image.Image.Id, hide: false);
            Console.WriteLine("removing " + image.Image.Id.Value);
            store.Remove(catalog, less);
            catalog = less;
            store.Layout.EmptyTrash();
        }
    }
}
