using System.IO.Enumeration;
using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>Fetches git repositories for one build: with its secrets for them, and with its client's SSH agent.</summary>
internal sealed class GitSource(BuildSetting build)
{
    private const string AgentName = "default", Token = "GIT_AUTH_TOKEN", Header = "GIT_AUTH_HEADER";

    /// <summary>The commit that an address means now.</summary>
    /// <exception cref="BuildException">The repository cannot be reached, or has no such reference.</exception>
    public async Task<string> ResolveAsync(GitAddress address, CancellationToken cancellation)
    {
        if (address.NamesCommit) return address.Reference;
        string wanted = address.Reference.Length > 0 ? address.Reference : "HEAD";
        string listed = await UseAsync(address, git => git.RunAsync("/", ["ls-remote", "--", address.Url, wanted, wanted + "^{}"], cancellation)).ConfigureAwait(false);
        Dictionary<string, string> references = [];
        foreach (string[] fields in listed.Split('\n').Select(line => line.Split('\t')))
            if (fields.Length == 2 && GitAddress.IsCommit(fields[0])) references[fields[1]] = fields[0];
        // An annotated tag means the commit that it is about; where names clash, git's own order.
        foreach (string name in (string[])[wanted, "refs/" + wanted, "refs/tags/" + wanted, "refs/heads/" + wanted])
            if (references.TryGetValue(name + "^{}", out string? commit) || references.TryGetValue(name, out commit)) return commit;
        throw new BuildException(new Fault(FaultCode.NotFound, $"{address.Url} has no branch or tag '{wanted}'; a commit is named by all of its digits.") { Field = "dockerfile" });
    }

    /// <summary>Checks a commit out into a new directory; gives the path of the directory that the address names.</summary>
    /// <param name="keepsGit">Leave the .git directory.</param>
    public async Task<string> CheckOutAsync(GitAddress address, string commit, string directory, bool keepsGit, CancellationToken cancellation)
    {
        Directory.CreateDirectory(directory);
        await UseAsync(address, async git =>
        {
            await git.RunAsync(directory, ["init", "-q"], cancellation).ConfigureAwait(false);
            await git.RunAsync(directory, ["remote", "add", "origin", address.Url], cancellation).ConfigureAwait(false);
            await FetchAsync(git, address, commit, directory, cancellation).ConfigureAwait(false);
            await git.RunAsync(directory, ["checkout", "-q", "--detach", commit], cancellation).ConfigureAwait(false);
            if (File.Exists(Path.Combine(directory, ".gitmodules"))) await git.RunAsync(directory, ["submodule", "update", "-q", "--init", "--recursive", "--depth=1"], cancellation).ConfigureAwait(false);
            return commit;
        }).ConfigureAwait(false);
        if (!keepsGit) RemoveGit(directory);
        using OpenTree tree = OpenTree.Open(directory);
        if (tree.Status(address.Directory) is not { IsDirectory: true }) throw new BuildException(new Fault(FaultCode.NotFound, $"{address.Url} has no directory '{address.Directory}' at {commit}.") { Field = "dockerfile" });
        return tree.RealPath(address.Directory)!;
    }

    // The one commit where the server gives it, else all there is: a server may refuse single commits, and one of plain files knows no shallow copies.
    private static async Task FetchAsync(GitProgram git, GitAddress address, string commit, string directory, CancellationToken cancellation)
    {
        // What a reference says is never taken for an option.
        string[] names = address.NamesCommit || address.Reference.Length == 0 ? [commit] : [commit, address.Reference];
        foreach (string name in names)
        {
            try
            {
                await git.RunAsync(directory, ["fetch", "-q", "--depth=1", "--no-tags", "--", "origin", name], cancellation).ConfigureAwait(false);
                await git.RunAsync(directory, ["cat-file", "-e", commit + "^{commit}"], cancellation).ConfigureAwait(false);
                return;
            }
            catch (BuildException failed) when (failed.Fault.Code == FaultCode.NotFound)
            {
                // The next way, or all.
            }
        }

        await git.RunAsync(directory, ["fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"], cancellation).ConfigureAwait(false);
    }

    private async Task<string> UseAsync(GitAddress address, Func<GitProgram, Task<string>> use)
    {
        Dictionary<string, string> environment = Authorisation(address);
        using AgentSocket? agent = Agent();
        if (agent is not null) environment["SSH_AUTH_SOCK"] = agent.Path;
        return await use(new GitProgram(build.Services.Settings.KnownHosts) { Environment = environment }).ConfigureAwait(false);
    }

    private AgentSocket? Agent()
    {
        if (!build.Request.SshAgents.Contains(AgentName)) return null;
        Directory.CreateDirectory(build.Secrets, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new AgentSocket(Path.Combine(build.Secrets, Guid.NewGuid().ToString("n")[..8]), new RunMount(RunMountKind.Ssh, ""), (message, cancel) => build.Client.AskAgentAsync(AgentName, message, cancel));
    }

    // As BuildKit names the secrets: for one host, else for all.
    private Dictionary<string, string> Authorisation(GitAddress address)
    {
        if (address.Host.Length == 0) return [];
        string? header = Secret($"{Header}.{address.Host}") ?? Secret(Header);
        if (header is null && (Secret($"{Token}.{address.Host}") ?? Secret(Token)) is { } token)
            header = "basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("x-access-token:" + token));
        return header is null ? [] : new Dictionary<string, string>
        {
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_KEY_0"] = $"http.{new Uri(address.Url).GetLeftPart(UriPartial.Authority)}/.extraheader",
            ["GIT_CONFIG_VALUE_0"] = "Authorization: " + header,
        };
    }

    private string? Secret(string id) =>
        build.Request.Secrets.FirstOrDefault(secret => secret.Id == id) is { } found ? Encoding.UTF8.GetString(found.Value).Trim() : null;

    // The repository's own and those of submodules; nothing that is checked in can have the name.
    private static void RemoveGit(string directory)
    {
        var found = new FileSystemEnumerable<string>(directory, (ref FileSystemEntry entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.FileName is ".git",
            ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0 && entry.FileName is not ".git",
        };
        foreach (string path in found.ToList())
        {
            if (File.Exists(path)) File.Delete(path);
            else TreeRemoval.Remove(path);
        }
    }
}
