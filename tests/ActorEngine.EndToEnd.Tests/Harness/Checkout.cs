namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>The checkout and the built programs.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>Folder of actord, actorctl and actor-shim: ACTORENGINE_BIN, else out/bin.</summary>
    public static string Bin { get; } = Environment.GetEnvironmentVariable("ACTORENGINE_BIN") ?? Path.Combine(Root, "out/bin");

    public static string Program(string name)
    {
        var file = Path.Combine(Bin, name);
        return File.Exists(file) ? file : throw new InvalidOperationException($"{file} is missing: run deploy/build first.");
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ActorEngine.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside a checkout: no ActorEngine.sln above " + AppContext.BaseDirectory);
    }
}
