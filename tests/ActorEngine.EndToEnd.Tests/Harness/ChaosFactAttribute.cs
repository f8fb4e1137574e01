namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>A test of several minutes that kills at random; it runs when ACTORENGINE_CHAOS=1.</summary>
internal sealed class ChaosFactAttribute : FactAttribute
{
    public ChaosFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("ACTORENGINE_CHAOS") != "1")
            Skip = "Kills the daemon at random for minutes; set ACTORENGINE_CHAOS=1 to run it.";
    }
}
