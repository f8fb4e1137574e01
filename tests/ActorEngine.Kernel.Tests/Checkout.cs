namespace ActorEngine.Kernel.Tests;

/// <summary>The checkout that the tests run in, and what its committed listings may be rewritten from.</summary>
internal static class Checkout
{
    public static bool Rewrite { get; } = Environment.GetEnvironmentVariable("ACTORENGINE_GOLDEN") == "write";

    public static bool IsKernel { get; } = typeof(Akka.Actor.ActorSystem).Assembly.GetName().Name!.StartsWith("ActorEngine.Kernel.", StringComparison.Ordinal);

    /// <summary>A file of this project.</summary>
    public static string PathOf(string file)
    {
        string at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "ActorEngine.sln"))) at = Path.GetDirectoryName(at)!;
        return Path.Combine(at, "tests/ActorEngine.Kernel.Tests", file);
    }
}
