using System.Runtime.CompilerServices;

namespace ActorEngine.Gateway.Tests;

/// <summary>Compares with a file of the folder Golden beside the test; ACTORENGINE_GOLDEN=write rewrites it instead.</summary>
internal static class GoldenFile
{
    public static void Check(string name, string actual, [CallerFilePath] string test = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(test)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("ACTORENGINE_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }
}
