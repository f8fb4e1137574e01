namespace ActorEngine.Kernel.Native;

/// <summary>What the systems of this program have in common.</summary>
internal static class Systems
{
    public const string Quiet = """
        akka {
          loglevel = WARNING
          stdout-loglevel = WARNING
        }
        """;

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);
}
