using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>The accounts that stand in a root file system.</summary>
public static class Accounts
{
    /// <summary>The ids of <c>USER[:GROUP]</c>, names or numbers.</summary>
    /// <exception cref="FormatException">There is no such user or group; the message says which.</exception>
    public static (uint User, uint Group) Find(FileDescriptor root, string user)
    {
        try
        {
            ProcessUser found = UserLookup.Find(user, [], FactsReader.ReadAccounts(root));
            return (found.UserId, found.GroupId);
        }
        catch (SettingsException wrong)
        {
            throw new FormatException(wrong.Message, wrong);
        }
    }
}
