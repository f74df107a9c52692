"""How sure a quotation is: fitted and measured on sets of questions; nothing here runs in Spil itself."""
