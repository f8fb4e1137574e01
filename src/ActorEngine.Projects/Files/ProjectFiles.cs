using System.Security.Cryptography;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Projects;

/// <summary>Writes the files that clients send with a project to the engine's state directory, where containers bind them from.</summary>
internal sealed class ProjectFiles(string root)
{
    /// <summary>The same settings with mounts in place of contents, which the journal is not given.</summary>
    public ProjectSettings Write(ProjectSettings project) => project with { Services = [.. project.Services.Select(service => Write(project.Name, service))] };

    /// <summary>Takes away what a project has here.</summary>
    public void Remove(string project)
    {
        if (Directory.Exists(DirectoryOf(project))) Directory.Delete(DirectoryOf(project), recursive: true);
    }

    private ServiceSettings Write(string project, ServiceSettings service)
    {
        if (service.Files.Count == 0) return service;
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(root, Owner);
        Directory.CreateDirectory(DirectoryOf(project), Owner);
        var mounts = new List<MountSettings>(service.Container.Mounts);
        foreach (var file in service.Files)
        {
            string mode = file.Mode ?? "0444";
            // The name tells the content, so that a container is made anew when that changes, and only then.
            string path = Path.Combine(DirectoryOf(project), $"{Convert.ToHexStringLower(SHA256.HashData(file.Content))}-{mode}");
            if (!File.Exists(path)) DurableFile.Replace(path, file.Content, Convert.ToUInt32(mode, 8));
            mounts.Add(new MountSettings(MountKind.Bind, file.Target) { Source = path, ReadOnly = true });
        }

        return service with { Files = [], Container = service.Container with { Mounts = mounts } };
    }

    private string DirectoryOf(string project) => Path.Combine(root, project);
}
