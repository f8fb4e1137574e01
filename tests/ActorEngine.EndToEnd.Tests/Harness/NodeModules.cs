namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>Packages of node that tests need, installed once in a run.</summary>
internal static class NodeModules
{
    private static readonly Dictionary<string, Task<string>> Installed = [];

    /// <summary>A folder in which a script finds the package.</summary>
    public static Task<string> Install(string package)
    {
        lock (Installed) return Installed.TryGetValue(package, out var known) ? known : Installed[package] = InstallNew(package);
    }

    private static async Task<string> InstallNew(string package)
    {
        string folder = Directory.CreateTempSubdirectory("actorengine-node").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        using var npm = new Command("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--silent", package]);
        npm.Input.Close();
        (await npm.Finished(180)).Expect();
        return folder;
    }
}
