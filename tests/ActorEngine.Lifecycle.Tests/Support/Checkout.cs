using System.Runtime.CompilerServices;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>Finds files of the checkout from this source file's own place.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>Golden files are rewritten only when ACTORENGINE_GOLDEN=write.</summary>
    public static bool RewriteGolden => Environment.GetEnvironmentVariable("ACTORENGINE_GOLDEN") == "write";

    private static string Find([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../../.."));
}
