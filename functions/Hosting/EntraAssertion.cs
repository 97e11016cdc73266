using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.Identity;

namespace HubFunctions.Hosting;

/// <summary>How the hub proves to the tenant that it is the registered app: by a token of its managed identity, which the
/// registration trusts (workload identity federation). So no secret is kept for it.</summary>
internal static class EntraAssertion
{
    private static readonly TokenRequestContext Exchange = new(["api://AzureADTokenExchange/.default"]);

    /// <param name="identity">Client id of the managed identity.</param>
    /// <exception cref="HttpRequestException">The identity gives no token.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<string> OfAsync(string identity, CancellationToken stop)
    {
        try
        {
            var credential = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(identity));
            return (await credential.GetTokenAsync(Exchange, stop)).Token;
        }
        catch (AuthenticationFailedException failed)
        {
            throw new HttpRequestException("The managed identity gives no token.", failed);
        }
    }
}
