using System.Xml.Linq;

namespace ActorEngine.Architecture.Tests;

/// <summary>The checkout as text: projects, their references, source files.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static IEnumerable<string> ProjectNames(string folder) =>
        Directory.GetFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)!);

    public static IReadOnlySet<string> References(string folder, string project)
    {
        var file = Path.Combine(Root, folder, project, project + ".csproj");
        var document = XDocument.Load(file);
        return document.Descendants()
            .Where(e => e.Name.LocalName is "ProjectReference" or "AkkaReference")
            .Select(e => e.Attribute("Include")!.Value.Replace('\\', '/'))
            .Select(include => include.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(include) : include)
            .ToHashSet();
    }

    public static IEnumerable<(string Path, string[] Lines)> Sources(string folder) =>
        Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/"))
            .Select(file => (file, File.ReadAllLines(Path.Combine(Root, file))));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ActorEngine.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside a checkout: no ActorEngine.sln above " + AppContext.BaseDirectory);
    }
}
