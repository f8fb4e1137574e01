using System.Text.Json.Nodes;
using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>
/// Gives containers links of networks whose work CNI plugins do. What was added is kept in a file below the state directory until it is deleted, so that
/// nothing is forgotten over a crash. Operations of one link follow each other; different ones run side by side.
/// </summary>
internal sealed class CniRuntime(CniPlugins plugins, string directory)
{
    private readonly Dictionary<string, Task> last = [];
    private readonly Lock gate = new();

    /// <summary>Adds a link, unless it was added already. Answers its addresses.</summary>
    public Task<Endpoint> AddAsync(NetworkRecord network, Endpoint endpoint, CniSubject subject, IReadOnlyList<PublishedPort> ports) => InTurn(subject, async () =>
    {
        if (CniRecord.Read(directory, subject) is { Result: { } known }) return CniResult.Apply(endpoint, known);
        CniList list = CniList.Parse(network.Configuration, $"network {network.Name}");
        var record = new CniRecord(list.Text, subject, [.. ports.Select(Mapping)], null);
        record.Write(directory);
        try
        {
            JsonNode? result = null;
            foreach (JsonObject plugin in list.Plugins) result = await plugins.RunAsync("ADD", list.For(plugin, result, record.Ports), subject).ConfigureAwait(false) ?? result;
            (record with { Result = result }).Write(directory);
            return CniResult.Apply(endpoint, result);
        }
        catch (CniException)
        {
            // Section 3: a runtime that was refused an ADD deletes what the plugins before made of it.
            await DeleteAsync(record, patient: false).ConfigureAwait(false);
            throw;
        }
    });

    /// <summary>Deletes a link. What was not added is no error.</summary>
    /// <exception cref="CniException">A plugin refused; the link is tried again with the next sweep.</exception>
    public Task RemoveAsync(CniSubject subject) => InTurn(subject, async () =>
    {
        if (CniRecord.Read(directory, subject) is { } record) await DeleteAsync(record, patient: true).ConfigureAwait(false);
        return true;
    });

    /// <summary>Asks the plugins whether a link is as they made it. Null, or what they say is amiss.</summary>
    public Task<string?> CheckAsync(CniSubject subject) => InTurn(subject, async () =>
    {
        if (CniRecord.Read(directory, subject) is not { } record) return "it was never added";
        CniList list = CniList.Parse(record.List, "its record");
        if (!list.CanCheck) return null;
        try
        {
            foreach (JsonObject plugin in list.Plugins) await plugins.RunAsync("CHECK", list.For(plugin, record.Result, record.Ports), subject).ConfigureAwait(false);
            return null;
        }
        catch (CniException amiss)
        {
            return amiss.Message;
        }
    });

    /// <summary>Deletes the links that are not known. Answers a sentence for each.</summary>
    public async Task<IReadOnlyList<string>> SweepAsync(IReadOnlySet<CniSubject> known)
    {
        List<string> findings = [];
        foreach (CniRecord record in CniRecord.All(directory).Where(record => !known.Contains(record.Subject)))
        {
            try
            {
                await RemoveAsync(record.Subject).ConfigureAwait(false);
                findings.Add($"The link {record.Subject.Interface} of {record.Subject.Container} (CNI) belonged to no container; it is deleted.");
            }
            catch (CniException refused)
            {
                findings.Add($"The link {record.Subject.Interface} of {record.Subject.Container} (CNI) belongs to no container and cannot be deleted: {refused.Message}.");
            }
        }

        return findings;
    }

    private async Task DeleteAsync(CniRecord record, bool patient)
    {
        CniList list = CniList.Parse(record.List, "its record");
        CniException? failure = null;
        foreach (JsonObject plugin in list.Plugins.Reverse())
        {
            try
            {
                await plugins.RunAsync("DEL", list.For(plugin, record.Result, record.Ports), record.Subject).ConfigureAwait(false);
            }
            catch (CniException refused)
            {
                // The others are deleted all the same.
                failure ??= refused;
            }
        }

        if (failure is null) record.Remove(directory);
        else if (patient) throw failure;
    }

    private Task<T> InTurn<T>(CniSubject subject, Func<Task<T>> work)
    {
        string key = subject.Container + subject.Interface;
        lock (gate)
        {
            Task<T> next = AfterAsync(last.GetValueOrDefault(key), work);
            last[key] = next;
            _ = next.ContinueWith(done =>
            {
                lock (gate)
                {
                    if (last.GetValueOrDefault(key) == done) last.Remove(key);
                }
            }, TaskScheduler.Default);
            return next;
        }
    }

    private static async Task<T> AfterAsync<T>(Task? before, Func<Task<T>> work)
    {
        if (before is not null) await before.ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        // Plugins are started off the caller's thread, which has others' work to do.
        return await Task.Run(work).ConfigureAwait(false);
    }

    private static JsonObject Mapping(PublishedPort port)
    {
        var mapping = new JsonObject { ["hostPort"] = port.HostPort, ["containerPort"] = port.ContainerPort, ["protocol"] = port.Protocol };
        if (port.HostAddress is not (PortPlan.Everywhere or PortPlan.Everywhere6)) mapping["hostIP"] = port.HostAddress;
        return mapping;
    }
}
