namespace ActorEngine.Cli.Tests;

/// <summary>Finds files of the checkout from the test's output folder.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    /// <summary>Golden files are rewritten only when ACTORENGINE_GOLDEN=write.</summary>
    public static bool RewriteGolden => Environment.GetEnvironmentVariable("ACTORENGINE_GOLDEN") == "write";

    /// <summary>The program as the build of this configuration left it.</summary>
    public static string Program
    {
        get
        {
            string configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
            return System.IO.Path.Combine(Path, "src/ActorEngine.Cli/bin", configuration, "net9.0/linux-x64/actorctl");
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "ActorEngine.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside a checkout: no ActorEngine.sln above " + AppContext.BaseDirectory);
    }
}
