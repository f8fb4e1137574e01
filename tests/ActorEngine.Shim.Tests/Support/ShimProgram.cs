using ActorEngine.Linux;

namespace ActorEngine.Shim.Tests.Support;

/// <summary>Finds the published programs under test.</summary>
public static class ShimProgram
{
    /// <summary>Path of <c>actor-shim</c>, from ACTORENGINE_BIN or out/bin of the repository.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        string? directory = Environment.GetEnvironmentVariable("ACTORENGINE_BIN");
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); directory is null && at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "ActorEngine.sln"))) directory = System.IO.Path.Combine(at.FullName, "out", "bin");
        }

        string path = System.IO.Path.Combine(directory ?? "", "actor-shim");
        if (!File.Exists(path))
        {
            throw new InvalidOperationException(
                $"{path} is missing. Publish it first: dotnet publish src/ActorEngine.Shim -c Release -o out/bin, or set ACTORENGINE_BIN.");
        }

        // The pages of a program just built count as dirty memory of the process that runs it until they are on the disk.
        using FileDescriptor file = FileDescriptor.Open(path, OpenFlags.ReadOnly);
        file.Sync();
        return path;
    }
}
